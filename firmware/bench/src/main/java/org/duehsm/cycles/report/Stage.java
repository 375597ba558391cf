package org.duehsm.cycles.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stage of the path of a request, by the functions that it starts with. What these call belongs to
 * it as well, down to the start of another stage; a closed stage keeps all that it calls. All before
 * SIGNING is the link.
 */
enum Stage {
    PORT("read from the port", true, "board_receive"),
    SCAN("copy to the delimiter", false, "cobs_copy_to_delimiter"),
    UNSTUFF("undo COBS", false, "cobs_decode"),
    CHECK("CRC-32C", false, "crc32c"),
    FRAME("frame and header", false, "frame_receive"),
    SESSION("session", false, "link_receive"),
    COMMAND("command, stream", false, "commands_execute"),
    KEY("find the key", true, "keystore_find"),
    REPLY("reply, to the port", true, "frame_send", "frame_flush"),
    OTHER("other", false),
    SIGNING("string to sign, signing key", true, "aws_signature_start"),
    HMAC("HMAC", true, "hmac_start", "hmac_update", "hmac_finish");

    private static final Map<String, Stage> BY_FUNCTION = new HashMap<>();

    static {
        for (Stage stage : values()) {
            stage.functions.forEach(f -> BY_FUNCTION.put(f, stage));
        }
    }

    final String title;
    private final boolean closed;
    private final List<String> functions;

    Stage(String title, boolean closed, String... functions) {
        this.title = title;
        this.closed = closed;
        this.functions = List.of(functions);
    }

    static List<String> functions() {
        return new ArrayList<>(BY_FUNCTION.keySet());
    }

    /** The stage of a function that this one has called. */
    Stage calling(String function) {
        return closed ? this : BY_FUNCTION.getOrDefault(function, this);
    }
}
