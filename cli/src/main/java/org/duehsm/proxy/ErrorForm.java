package org.duehsm.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** How a service says an error, so that its clients can read ours ("Error responses", Smithy's AWS protocols). */
enum ErrorForm {
    /** S3, and who has said nothing of itself. */
    S3(
            "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%n<Error><Code>%s</Code><Message>%s</Message></Error>"),
    /** Query APIs, and others in XML. */
    XML(
            "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%n<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error>"
                    + "</ErrorResponse>"),
    /** APIs in JSON. */
    JSON("application/json", "{\"__type\": \"%s\", \"message\": \"%s\"}");

    private final String type;
    private final String form;

    ErrorForm(String type, String form) {
        this.type = type;
        this.form = form;
    }

    /** The one that a request's client reads, as far as it says of which kind it is. */
    static ErrorForm of(HttpFields request, boolean s3) {
        String type = String.valueOf(request.get(HttpHeader.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        if (type.contains("json") || request.contains("x-amz-target")) {
            return JSON;
        }
        return s3 ? S3 : XML;
    }

    /** Whether a request of which no rule is known seems to be for S3. */
    static boolean asksS3(HttpFields request) {
        String authorization = request.get(HttpHeader.AUTHORIZATION);
        return authorization == null || authorization.contains("/s3/");
    }

    /** Answers it, by an answer of which nothing has been sent. */
    void send(RefusedException refusal, Response response, Callback callback) {
        response.setStatus(refusal.status());
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, type)
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("x-amzn-ErrorType", refusal.code());
        response.write(
                true,
                ByteBuffer.wrap(text(refusal.code(), refusal.getMessage()).getBytes(StandardCharsets.UTF_8)),
                callback);
    }

    /** The error as it is written, of whatever characters. */
    String text(String code, String message) {
        StringBuilder escaped = new StringBuilder();
        for (char c : message.toCharArray()) {
            escaped.append(this == JSON ? inJson(c) : inXml(c));
        }
        return String.format(Locale.ROOT, form, code, escaped);
    }

    private static String inJson(char c) {
        if (c < ' ' || c > '~') {
            return String.format("\\u%04x", (int) c);
        }
        return c == '"' || c == '\\' ? "\\" + c : String.valueOf(c);
    }

    private static String inXml(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            default -> c < ' ' || c > '~' ? "?" : String.valueOf(c);
        };
    }
}
