package org.duehsm.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;

/** The processor cycles of the device's inner loops, by its own counter (PROTOCOL.md section 7). */
public final class DeviceCycles {

    static final String NOTE = "At 84 MHz, the clock of a Due, 1000 cycles take 11.9 microseconds.";

    /** A subject of measuring: SHA-1 of so many blocks. */
    public static final int SHA1_BLOCKS = 1;
    /** Another: HMAC-SHA1 of so many bytes, from midstates. */
    public static final int HMAC_BYTES = 2;

    /** The most blocks that {@link #SHA1_BLOCKS} takes. */
    public static final int MAX_BLOCKS = DueHsmClient.MAX_MEASURED_BLOCKS;

    private DeviceCycles() {}

    static List<Map<String, Object>> measure(DueHsmClient client) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int blocks : new int[] {1, 2, MAX_BLOCKS}) {
            rows.add(row(client, SHA1_BLOCKS, blocks, "SHA-1 compression, " + blocks + " blocks"));
        }
        for (int bytes : new int[] {0, 64, 1024}) {
            rows.add(row(client, HMAC_BYTES, bytes, "HMAC-SHA1 of " + bytes + " bytes, from midstates"));
        }
        return rows;
    }

    /** Whether the device said that it has no counter. */
    public static boolean isUnsupported(RuntimeException error) {
        return error instanceof DeviceStatusException refused && refused.status() == DeviceStatus.UNSUPPORTED;
    }

    private static Map<String, Object> row(DueHsmClient client, int subject, int count, String label) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", label);
        row.put("cycles", cycles(client, subject, count));
        return row;
    }

    private static long cycles(DueHsmClient client, int subject, int count) {
        try {
            return client.measure(subject, count);
        } catch (DeviceStatusException e) {
            if (isUnsupported(e)) {
                throw new CliException(
                        ExitCode.FAILED,
                        "this device has no cycle counter (the virtual Due has none); 'make -C firmware/bench check'"
                                + " shows modelled cycles");
            }
            throw e;
        }
    }
}
