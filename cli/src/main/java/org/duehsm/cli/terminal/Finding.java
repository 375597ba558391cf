package org.duehsm.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a command which judges has looked at.
 *
 * @param level how good it is
 * @param topic what it is about
 * @param text what was found
 * @param advice what to do; empty if nothing
 */
public record Finding(Level level, String topic, String text, String advice) {

    /** From "as it should be" to "this is why it does not work". */
    public enum Level {
        OK,
        NOTE,
        WRONG
    }

    /** All is well. */
    public static Finding ok(String topic, String text) {
        return new Finding(Level.OK, topic, text, "");
    }

    /** Nothing that is wrong, and good to know. */
    public static Finding note(String topic, String text, String advice) {
        return new Finding(Level.NOTE, topic, text, advice);
    }

    /** Something that is not as it has to be. */
    public static Finding wrong(String topic, String text, String advice) {
        return new Finding(Level.WRONG, topic, text, advice);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("level", level.name());
        facts.put("topic", topic);
        facts.put("text", text);
        facts.put("advice", advice.isEmpty() ? null : advice);
        return facts;
    }
}
