package org.duehsm.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duehsm.client.DeviceInfo;

/** What a device says about itself, under the names that {@code info} prints. */
final class DeviceFacts {

    private DeviceFacts() {}

    static boolean isVirtual(DeviceInfo info) {
        return info.board().equals("virtual Due");
    }

    static Map<String, Object> of(DeviceInfo info) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", info.port());
        facts.put("board", info.board());
        facts.put("firmware", info.firmware());
        facts.put("build", info.build());
        facts.put("unique id", info.uniqueId());
        facts.put("sealed", info.sealed());
        facts.put("self-test", info.selfTestFailed() ? "FAILED: only info works" : "passed");
        facts.put("random source", info.randomFailed() ? "FAILED: generate and random refuse" : "healthy");
        facts.put("keys", info.keys());
        facts.put("free slots", info.keyCapacity() - info.keys());
        facts.put("unusable flash pages", info.badFlashPages());
        facts.put("counters", counters(info.counters()));
        return facts;
    }

    static String table(Map<String, Object> facts) {
        Table table = new Table();
        facts.forEach((name, value) -> {
            if (value instanceof Map<?, ?> counters) {
                counters.forEach((counter, count) -> table.row(counter, count));
            } else {
                table.row(name, value instanceof Boolean yes ? (yes ? "yes" : "no") : value);
            }
        });
        return table.toString();
    }

    private static Map<String, Object> counters(DeviceInfo.Counters counters) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("frames received", counters.frames());
        facts.put("damaged frames", counters.damagedFrames());
        facts.put("gaps", counters.gaps());
        facts.put("repetitions", counters.repetitions());
        facts.put("sessions", counters.sessions());
        facts.put("MACs computed", counters.macs());
        facts.put("key changes", counters.keyChanges());
        facts.put("flash pages written", counters.flashPagesWritten());
        return facts;
    }
}
