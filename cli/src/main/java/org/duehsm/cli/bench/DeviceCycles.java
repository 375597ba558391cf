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
import org.duehsm.client.Measurement;

/** The processor cycles of the device's inner loops, by its own counter (PROTOCOL.md section 7). */
public final class DeviceCycles {

    static final String NOTE = "At 84 MHz, the clock of a Due, 1000 cycles take 11.9 microseconds.";

    /** The most blocks that a device measures at once. */
    public static final int MAX_BLOCKS = Measurement.MAX_BLOCKS;

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
        for (Algorithm algorithm : Algorithm.hmacs()) {
            if (measures(client, Measurement.hash(algorithm, 1))) {
                addRows(rows, client, algorithm);
            }
        }
        if (measures(client, Measurement.signature(false))) {
            String name = Algorithm.AWS4_HMAC_SHA256.jcaName();
            rows.add(row(name + " signature, the whole chain", client.measure(Measurement.signature(false))));
            rows.add(row(name + " signature, the day's key cached", client.measure(Measurement.signature(true))));
        }
        return rows;
    }

    private static void addRows(List<Map<String, Object>> rows, DueHsmClient client, Algorithm algorithm) {
        for (int blocks : new int[] {1, 2, MAX_BLOCKS}) {
            rows.add(row(
                    algorithm.hash() + " compression, " + Table.count(blocks, "block"),
                    client.measure(Measurement.hash(algorithm, blocks))));
        }
        for (int bytes : new int[] {0, 64, 1024}) {
            rows.add(row(
                    algorithm.jcaName() + " of " + bytes + " bytes, from midstates",
                    client.measure(Measurement.mac(algorithm, bytes))));
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
        return measures(client, Measurement.hash(Algorithm.HMAC_SHA1, 1)); // which every firmware has
    }

    private static boolean measures(DueHsmClient client, Measurement what) {
        try {
            client.measure(what);
            return true;
        } catch (DeviceStatusException e) {
            if (e.status() == DeviceStatus.UNSUPPORTED) {
                return false;
            }
            throw e;
        }
    }
}
