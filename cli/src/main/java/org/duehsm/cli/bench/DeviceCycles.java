package org.duehsm.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;

/** The processor cycles of the device's inner loops, by its own counter (PROTOCOL.md section 7). */
public final class DeviceCycles {

    static final String NOTE = "At 84 MHz, the clock of a Due, 1000 cycles take 11.9 microseconds.";

    /** The most blocks that a device measures at once. */
    public static final int MAX_BLOCKS = DueHsmClient.MAX_MEASURED_BLOCKS;

    private DeviceCycles() {}

    /** Those of each algorithm that the firmware has. */
    static List<Map<String, Object>> measure(DueHsmClient client) {
        if (!areCounted(client)) {
            throw new CliException(
                    ExitCode.FAILED,
                    "this device has no cycle counter (the virtual Due has none); 'make -C firmware/bench check'"
                            + " shows modelled cycles");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            if (measures(client, algorithm)) {
                addRows(rows, client, algorithm);
            }
        }
        return rows;
    }

    private static void addRows(List<Map<String, Object>> rows, DueHsmClient client, Algorithm algorithm) {
        for (int blocks : new int[] {1, 2, MAX_BLOCKS}) {
            rows.add(row(
                    algorithm.hash() + " compression, " + Table.count(blocks, "block"),
                    client.measureHash(algorithm, blocks)));
        }
        for (int bytes : new int[] {0, 64, 1024}) {
            rows.add(row(
                    algorithm.jcaName() + " of " + bytes + " bytes, from midstates",
                    client.measureMac(algorithm, bytes)));
        }
    }

    private static Map<String, Object> row(String label, long cycles) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", label);
        row.put("cycles", cycles);
        return row;
    }

    /** Whether the device has a counter. */
    public static boolean areCounted(DueHsmClient client) {
        return measures(client, Algorithm.HMAC_SHA1); // which every firmware has
    }

    private static boolean measures(DueHsmClient client, Algorithm algorithm) {
        try {
            client.measureHash(algorithm, 1);
            return true;
        } catch (DeviceStatusException e) {
            if (e.status() == DeviceStatus.UNSUPPORTED) {
                return false;
            }
            throw e;
        }
    }
}
