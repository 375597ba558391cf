package org.duehsm.cli.boardcheck;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.duehsm.cli.bench.DeviceCycles;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.Measurement;

/** The checks of the seal, and of the touches at 1200 baud that a sealed board has to survive. */
final class SealChecks {

    private static final String SEALED_KEY = "board-check-seal"; // stays on the board: sealed, it deletes none
    private static final byte[] MESSAGE = "the same before and after".getBytes(US_ASCII);

    private final DueHsmClient client;
    private final Terminal terminal;

    SealChecks(DueHsmClient client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    Result seal() throws GeneralSecurityException {
        DeviceInfo info = client.info();
        if (info.sealed()) {
            return Result.skip("the board is sealed already");
        }
        if (!terminal.agrees("Did the check recovery-jumper pass on this very board?")) {
            return Result.skip("recovery-jumper comes first");
        }
        String typed = terminal.ask("Type the board's id, " + info.uniqueId() + ", to seal it for good: ");
        if (!typed.strip().equalsIgnoreCase(info.uniqueId())) {
            return Result.skip("that is another id; the board was not sealed");
        }
        CheckKey key = new CheckKey(client, Algorithm.HMAC_SHA1, SEALED_KEY);
        key.replace();
        client.seal(HexFormat.of().parseHex(info.uniqueId()));
        client.close();
        terminal.ask("Unplug the board from everything, plug it in, press Enter. ");
        boolean sealed = client.info().sealed();
        boolean works = key.isOnDevice();
        boolean refuses = refused(key::replace)
                && refused(() -> client.generateKey(SEALED_KEY + "ed", Algorithm.HMAC_SHA1))
                && refused(() -> client.deleteKey(SEALED_KEY));
        String cycles = cycles();
        String swd =
                terminal.ask("An SWD probe: refused, connected, or untried? ").strip();
        return Result.of(
                sealed && works && refuses && !cycles.equals("stopped") && !swd.equals("connected"),
                "sealed=%s mac=%s changes=%s cycles=%s swd=%s",
                sealed,
                works ? "right" : "WRONG",
                refuses ? "refused" : "TAKEN",
                cycles,
                swd.isEmpty() ? "untried" : swd);
    }

    private static boolean refused(Runnable change) {
        try {
            change.run();
            return false;
        } catch (DeviceStatusException e) {
            return e.status() == DeviceStatus.SEALED;
        }
    }

    private String cycles() {
        if (!DeviceCycles.areCounted(client)) {
            return "none";
        }
        boolean goesOn = client.measure(Measurement.hash(Algorithm.HMAC_SHA1, 1))
                < client.measure(Measurement.hash(Algorithm.HMAC_SHA1, 2));
        return goesOn ? "counted" : "stopped";
    }

    Result touchSealed() {
        if (!client.info().sealed()) {
            return Result.skip("the board is not sealed");
        }
        String port = client.info().port();
        String[] hands = {
            "touch the native port at 1200 baud: " + touch(port),
            "touch the programming port at 1200 baud: " + touch("its port"),
            "press ERASE for 5 seconds",
            "press RESET, press ERASE, let go of RESET, hold ERASE for 5 seconds"
        };
        boolean[] kept = new boolean[hands.length];
        for (int i = 0; i < hands.length && (i == 0 || kept[i - 1]); i++) {
            kept[i] = keeps(SEALED_KEY, hands[i]);
        }
        return Result.of(
                kept[2],
                "native=%s programming=%s erase=%s erase_in_reset=%s",
                word(kept[0]),
                word(kept[1]),
                word(kept[2]),
                kept[2] ? word(kept[3]) : "untried");
    }

    private static String word(boolean kept) {
        return kept ? "kept" : "wiped";
    }

    /** How a person touches a port; this program never does. */
    static String touch(String port) {
        return "stty -F " + port + " 1200 (macOS: stty -f; Windows: mode COM5 BAUD=1200)";
    }

    /** Whether the board still signs with the key after something has been done to it, its port closed meanwhile. */
    boolean keeps(String keyId, String what) {
        CheckKey key = new CheckKey(client, Algorithm.HMAC_SHA1, keyId);
        byte[] before = key.onDevice().doFinal(MESSAGE);
        client.close();
        terminal.ask("In another window or by hand: " + what + ". Then press Enter. ");
        try {
            return key.macIs(before, MESSAGE);
        } catch (DeviceUnavailableException e) {
            return false;
        }
    }
}
