package org.duehsm.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What a request gets: an HTTP status, and JSON in the shape of the original daemon.
 *
 * @param status the HTTP status code
 * @param outcome {@code signed}, or the error code in the JSON; what log and metrics show
 * @param json the body but for the line feed at its end, which JSON allows and terminals like
 */
record Answer(int status, String outcome, String json) {

    private static final String SIGNED = "signed";

    static final Answer NO_KEY_ID = error(200, "awsaccesskeyid-not-found");
    static final Answer BAD_KEY_ID = error(200, "invalid-awsaccesskeyid");
    static final Answer UNKNOWN_KEY = error(200, "unknown-awsaccesskey");
    static final Answer BAD_MESSAGE = error(200, "invalid-command");
    static final Answer BAD_ALGORITHM = error(200, "invalid-algorithm");
    static final Answer BAD_SCOPE = error(200, "invalid-scope");

    static final Answer BROKEN_OFF = error(400, "broken-off");
    static final Answer NO_KEY = error(400, "key-not-given");
    static final Answer NOT_A_KEY_ID = error(400, "invalid-key");
    static final Answer NOT_SIGNED = error(400, "invalid-message");
    static final Answer UNAUTHORIZED = error(401, "unauthorized");
    static final Answer FOREIGN_ORIGIN = error(403, "forbidden-origin");
    static final Answer FOREIGN_HOST = error(403, "forbidden-host");
    static final Answer NOT_PERMITTED = error(403, "not-permitted");
    static final Answer NOT_WITHIN_LIMITS = error(403, "key-limited");
    static final Answer NO_SUCH_KEY = error(404, "unknown-key");
    static final Answer NOT_FOUND = error(404, "not-found");
    static final Answer METHOD_NOT_ALLOWED = error(405, "method-not-allowed");
    static final Answer KEY_CHANGED = error(409, "key-changed");
    static final Answer TIMEOUT = error(408, "timeout");
    static final Answer TOO_LONG = error(413, "message-too-long");
    static final Answer FAULT = error(500, "internal-error");
    static final Answer UNKNOWN_ALGORITHM = error(501, "unknown-algorithm");
    static final Answer BUSY = error(503, "busy");
    static final Answer NO_DEVICE = error(503, "device-unavailable");

    /** Of Signature Version 2, in upper case as the original had it. */
    static Answer signature(byte[] mac) {
        return signature(HexFormat.of().withUpperCase().formatHex(mac));
    }

    /** Of Signature Version 4, as its requests have it: in lower case. */
    static Answer signature4(byte[] mac) {
        return signature(HexFormat.of().formatHex(mac));
    }

    private static Answer signature(String hex) {
        return new Answer(200, SIGNED, "{\"success\": true, \"signature\": \"" + hex + "\"}");
    }

    /** A MAC, and its algorithm by its standard name in Java. */
    static Answer mac(byte[] mac, String algorithm) {
        return new Answer(
                200,
                SIGNED,
                "{\"success\": true, \"mac\": \"" + HexFormat.of().formatHex(mac) + "\", \"algorithm\": \"" + algorithm
                        + "\"}");
    }

    /** An error by its code, which needs no escapes. */
    static Answer error(int status, String code) {
        return new Answer(status, code, "{\"success\": false, \"error\": \"" + code + "\"}");
    }

    boolean isSignature() {
        return outcome.equals(SIGNED);
    }

    void send(Response response, Callback callback) {
        send(response, callback, status, "application/json", (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static void send(Response response, Callback callback, int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
