package org.duehsm.cli.device;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duehsm.cli.terminal.Table;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.LoginEntry;
import org.duehsm.client.Role;

/** What a device says about itself, under names for JSON; a table has them in words. */
public final class DeviceFacts {

    private DeviceFacts() {}

    /** Whether it is no board, so that its speed is none of a board's. */
    public static boolean isVirtual(DeviceInfo info) {
        return !info.board().equals("Arduino Due");
    }

    /** What to say where the speed of such a device is shown. */
    public static String speedOf(DeviceInfo info) {
        String whose = info.board().equals("virtual Due") ? "the emulator's" : "this JVM's";
        return whose + " speed on this computer, not a board's";
    }

    static Map<String, Object> of(DeviceInfo info) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", info.port());
        facts.put("board", info.board());
        facts.put("firmware", info.firmware());
        facts.put("build", info.build());
        facts.put("uniqueId", info.uniqueId());
        facts.put("sealed", info.sealed());
        facts.put("closed", info.closed());
        facts.put("login", info.login().map(DeviceFacts::words).orElse(null));
        facts.put("selfTest", info.selfTestFailed() ? "FAILED: only info works" : "passed");
        facts.put("randomSource", info.randomFailed() ? "FAILED: generate and random refuse" : "healthy");
        facts.put("keys", info.keys());
        facts.put("freeSlots", info.keyCapacity() - info.keys());
        facts.put("unusableFlashPages", info.badFlashPages());
        facts.put("counters", counters(info.counters()));
        return facts;
    }

    /** Role and name. */
    public static String words(LoginEntry login) {
        return login.role().map(Role::toString).orElse("role " + login.roleCode()) + " " + login.name();
    }

    static Table table(Map<String, Object> facts) {
        Table table = new Table();
        facts.forEach((name, value) -> {
            if (value instanceof Map<?, ?> counters) {
                counters.forEach((counter, count) -> table.row(Table.words(counter.toString()), count));
            } else {
                table.row(Table.words(name), value instanceof Boolean yes ? (yes ? "yes" : "no") : value);
            }
        });
        return table;
    }

    private static Map<String, Object> counters(DeviceInfo.Counters counters) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("framesReceived", counters.frames());
        facts.put("damagedFrames", counters.damagedFrames());
        facts.put("gaps", counters.gaps());
        facts.put("repetitions", counters.repetitions());
        facts.put("sessions", counters.sessions());
        facts.put("macsComputed", counters.macs());
        facts.put("keyChanges", counters.keyChanges());
        facts.put("flashPagesWritten", counters.flashPagesWritten());
        return facts;
    }
}
