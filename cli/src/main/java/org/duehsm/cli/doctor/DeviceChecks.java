package org.duehsm.cli.doctor;

import static org.duehsm.cli.terminal.Finding.note;
import static org.duehsm.cli.terminal.Finding.ok;
import static org.duehsm.cli.terminal.Finding.wrong;

import java.security.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duehsm.cli.device.DeviceFacts;
import org.duehsm.cli.device.DeviceOptions;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.Errors;
import org.duehsm.cli.terminal.Finding;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;
import org.duehsm.client.LoginFailedException;
import org.duehsm.port.PortName;

/** What {@code doctor} finds out about the device itself. */
final class DeviceChecks {

    private static final String LOGIN_ADVICE =
            "--login and --secret-file, or the settings login and secret-file, say who"
                    + " logs in; 'due-hsm logins --help' tells more";

    private DeviceChecks() {}

    /** Of each board that is named: of several, one that is missing stops no program, and would not be seen by its calls. */
    static List<Finding> all(DeviceOptions device) {
        try {
            return device.eachClient().stream()
                    .flatMap(board -> of(board).stream())
                    .toList();
        } catch (InvalidParameterException e) {
            return List.of(wrong("Configuration", Errors.message(e), "correct it there"));
        } catch (LoginFailedException | CliException e) {
            return List.of(wrong("Login", Errors.message(e), LOGIN_ADVICE));
        }
    }

    private static List<Finding> of(DueHsmClient board) {
        try {
            DeviceInfo info = board.info();
            List<Finding> findings = state(info);
            unlimited(board).ifPresent(findings::add);
            return findings;
        } catch (LoginFailedException e) {
            return List.of(wrong("Login", Errors.message(e), LOGIN_ADVICE));
        } catch (RuntimeException e) {
            PortName port = board.config().portName();
            return List.of(permission(port).orElse(wrong("Device", Errors.message(e), advice(port))));
        }
    }

    private static String advice(PortName port) {
        return port instanceof PortName.Tls
                ? "its files are those of DUEHSM_TLS_TRUST_STORE, DUEHSM_TLS_KEY_STORE and DUEHSM_TLS_PASSWORD_FILE, or of"
                        + " the provider's configuration; README.md and SECURITY.md tell of them"
                : "without a board, run 'due-hsm virtual'; with one, see firmware/README.md";
    }

    private static Optional<Finding> permission(PortName port) {
        return port instanceof PortName.Serial serial
                ? serial.file().flatMap(SystemChecks::permission)
                : Optional.empty();
    }

    /** Keys whose thief could sign for all of AWS; nothing where they are not listed, as a broker may have it. */
    private static Optional<Finding> unlimited(DueHsmClient board) {
        List<String> ids;
        try {
            ids = board.keys().stream()
                    .filter(key -> key.algorithmCode() == Algorithm.AWS4_HMAC_SHA256.code()
                            && KeyLimits.NONE.equals(key.limits()))
                    .map(KeyEntry::id)
                    .toList();
        } catch (DeviceStatusException e) {
            return Optional.empty();
        }
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(note(
                        "Limits",
                        Table.count(ids.size(), "key") + " for AWS, which may sign for every region and service: "
                                + String.join(", ", ids),
                        "'due-hsm limits set ID --regions … --services …' limits each to what it is for"));
    }

    private static Finding logins(DeviceInfo info) {
        if (!info.closed()) {
            return note(
                    "Logins",
                    "none: whoever reaches the device can use every key",
                    info.sealed()
                            ? "sealed as it is, it takes none any more"
                            : "docs/CLOSED.md shows how to let in only those who may");
        }
        return info.login()
                .map(login -> ok("Logins", "closed, and logged in as " + DeviceFacts.words(login)))
                .orElse(note(
                        "Logins",
                        "closed, and nobody has logged in here, so the device only tells its state",
                        "give --login NAME, or set login and secret-file in the configuration; where this is a broker's"
                                + " port, the broker logs in for all"));
    }

    private static List<Finding> state(DeviceInfo info) {
        List<Finding> findings = new ArrayList<>();
        findings.add(ok(
                "Device",
                info.board() + " at " + info.port() + ", firmware " + info.firmware() + ", " + info.keys() + " of "
                        + info.keyCapacity() + " keys"));
        if (info.selfTestFailed()) {
            findings.add(wrong(
                    "Self-test",
                    "failed: the device refuses all work",
                    "power it off and on; if that does not help, replace the board"));
        }
        if (info.randomFailed()) {
            findings.add(wrong(
                    "Random source",
                    "failed its health test: generate and random refuse, signing works",
                    "press RESET; if it stays, the board is broken"));
        }
        if (info.badFlashPages() > 0) {
            findings.add(note(
                    "Flash",
                    Table.count(info.badFlashPages(), "unusable page"),
                    "if the number grows, replace the board"));
        }
        findings.add(
                info.sealed()
                        ? ok("Seal", "sealed: keys can be used, not changed")
                        : note("Seal", "not sealed", "before real use, read SECURITY.md, then: due-hsm seal"));
        findings.add(logins(info));
        return findings;
    }
}
