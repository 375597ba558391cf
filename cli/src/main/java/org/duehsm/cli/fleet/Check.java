package org.duehsm.cli.fleet;

import static org.duehsm.cli.terminal.Finding.note;
import static org.duehsm.cli.terminal.Finding.ok;
import static org.duehsm.cli.terminal.Finding.wrong;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duehsm.cli.terminal.Errors;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Finding;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.KeyEntry;

/** Whether boards can stand in for each other: what differs among them. */
final class Check {

    private static final String EXCHANGE =
            "'due-hsm import --replace' puts the right one in place of a wrong one, by that board's own --port";

    private final List<Look> looks;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<DueHsmClient, Untested> untested = new LinkedHashMap<>();
    private int exitCode = ExitCode.OK;

    /** The keys that a board computed no test MAC by, and why not by the first of them. */
    private record Untested(List<String> keys, DueHsmException why) {}

    private Check(List<Look> looks) {
        this.looks = looks;
    }

    /** Compares these boards; asks them for test MACs. */
    static Check of(List<Look> looks) {
        Check check = new Check(looks);
        check.boards();
        check.keys();
        return check;
    }

    List<Finding> findings() {
        return findings;
    }

    /** {@link ExitCode#FAILED} if something differs, otherwise that of what kept us from seeing it, if anything. */
    int exitCode() {
        return exitCode;
    }

    /** The worst of two exit codes: what is known to be wrong before what is not known. */
    static int worst(int one, int other) {
        return one == ExitCode.OK || other == ExitCode.OK ? Math.max(one, other) : Math.min(one, other);
    }

    private void isWrong(int code, Finding finding) {
        exitCode = worst(exitCode, code);
        findings.add(finding);
    }

    private void boards() {
        for (Look look : looks) {
            if (look.failure() != null) {
                isWrong(
                        Errors.exitCode(look.failure()),
                        wrong("Board", Errors.message(look.failure()), "its keys are not compared"));
            } else if (look.info().selfTestFailed()) {
                isWrong(
                        ExitCode.FAILED,
                        wrong(
                                "Board",
                                look.port() + ": its self-test failed, it refuses all work",
                                "'due-hsm doctor --port " + look.port() + "' says more"));
            }
        }
        byProperty(DeviceInfo::uniqueId).values().stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> isWrong(
                        ExitCode.FAILED,
                        wrong(
                                "Board",
                                Fleet.ports(same) + " are the same board",
                                "name each board once, by its own port, not that of a balancer")));
        compare("Firmware", DeviceInfo::firmware);
        compare("Seal", info -> info.sealed() ? "sealed" : "not sealed");
        compare("Logins", info -> info.closed() ? "closed" : "open");
    }

    private void compare(String topic, Function<DeviceInfo, String> property) {
        Map<String, List<DueHsmClient>> boards = byProperty(property);
        if (boards.size() > 1) {
            String words = boards.entrySet().stream()
                    .map(each -> each.getKey() + " at " + Fleet.ports(each.getValue()))
                    .collect(Collectors.joining(", "));
            findings.add(note(topic, words, ""));
        }
    }

    private Map<String, List<DueHsmClient>> byProperty(Function<DeviceInfo, String> property) {
        return looks.stream()
                .filter(look -> look.info() != null)
                .collect(Collectors.groupingBy(
                        look -> property.apply(look.info()),
                        LinkedHashMap::new,
                        Collectors.mapping(Look::board, Collectors.toList())));
    }

    private void keys() {
        List<FleetKey> keys = FleetKey.of(looks);
        long same = keys.stream().filter(this::isSame).count();
        untested.forEach((board, which) -> isWrong(
                Errors.exitCode(which.why),
                wrong(
                        "Board",
                        Errors.message(which.why),
                        "not compared there: " + Table.count(which.keys.size(), "key") + ", "
                                + String.join(", ", which.keys))));
        if (looks.stream().filter(Look::listed).count() > 1) {
            findings.add(ok("Keys", same + " of " + keys.size() + " are the same on all boards that list their keys"));
        }
    }

    private boolean isSame(FleetKey key) {
        Optional<String> difference = key.difference();
        difference.ifPresent(words -> isWrong(ExitCode.FAILED, wrong(topic(key), words, advice(key))));
        Optional<KeyEntry> entry = key.comparableBy();
        if (entry.isPresent()) {
            return isSame(key, entry.get()) && difference.isEmpty();
        }
        if (difference.isEmpty() && key.on().size() > 1) {
            String words = "is for an algorithm that this program does not know, and was not compared";
            isWrong(ExitCode.FAILED, wrong(topic(key), words, "update this program"));
        }
        return false;
    }

    private boolean isSame(FleetKey key, KeyEntry entry) {
        // One that has gone meanwhile would cost its time-out for each key.
        Map<Boolean, List<DueHsmClient>> gone =
                key.on().keySet().stream().collect(Collectors.partitioningBy(this::hasGone));
        gone.get(true).forEach(board -> untested.get(board).keys.add(key.id()));
        TestMac test = TestMac.of(key.id(), entry.algorithm().orElseThrow(), entry.limits(), gone.get(false));
        test.failed()
                .forEach((board, why) -> untested.computeIfAbsent(board, first -> new Untested(new ArrayList<>(), why))
                        .keys
                        .add(key.id()));
        if (test.differs()) {
            isWrong(ExitCode.FAILED, wrong(topic(key), test.difference(), EXCHANGE));
        }
        return !test.differs() && test.failed().isEmpty() && gone.get(true).isEmpty();
    }

    private boolean hasGone(DueHsmClient board) {
        return untested.containsKey(board) && untested.get(board).why instanceof DeviceUnavailableException;
    }

    private static String topic(FleetKey key) {
        return "Key " + key.id();
    }

    private static String advice(FleetKey key) {
        if (key.isGenerated()) {
            return "for the same key on all, make it elsewhere, and 'due-hsm fleet import' it under a new id";
        }
        return key.comparableBy().isPresent() || key.on().size() == 1
                ? "'due-hsm import' stores it at a board that has it not, by that board's own --port"
                : EXCHANGE;
    }
}
