package org.duehsm.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 as AWS documents it for who receives it, from the bytes that arrived; with nothing of what signs.
 *
 * @param s3 whether the path is signed as S3 has it
 */
record SignatureCheck(String keyId, byte[] secret, String region, String service, boolean s3) {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)"
                    + "/aws4_request, ?SignedHeaders=([a-z0-9!#$%&'*+.^_`|~;-]+), ?Signature=([0-9a-f]{64})");
    private static final String EMPTY = hash(new byte[0]);

    /* Of the connection, or changed on the way; all others have to be signed. */
    private static final List<String> UNSIGNED =
            List.of("authorization", "content-length", "user-agent", "x-amzn-trace-id", "connection");

    /** Throws AssertionError unless the request is signed right; gives its body without frames. */
    byte[] check(Arrived request) {
        Matcher header = AUTHORIZATION.matcher(request.header("authorization"));
        assertThat(header.matches()).as(request.header("authorization")).isTrue();
        String time = request.header("x-amz-date");
        assertThat(time).matches("\\d{8}T\\d{6}Z").startsWith(header.group(2));
        assertThat(List.of(header.group(1), header.group(3), header.group(4)))
                .isEqualTo(List.of(keyId, region, service));
        List<String> signed = List.of(header.group(5).split(";"));
        assertThat(signed).isSorted().doesNotHaveDuplicates().contains("host", "x-amz-date");
        assertThat(request.names()).doesNotHaveDuplicates();
        assertThat(signed)
                .containsExactlyInAnyOrderElementsOf(request.names().stream()
                        .filter(name -> !UNSIGNED.contains(name))
                        .toList());
        assertThat(request.query().split("&"))
                .noneMatch(
                        parameter -> new String(decoded(parameter.split("=", 2)[0]), ISO_8859_1)
                                .matches(
                                        "(?i)x-amz-(signature|credential|date|expires|signedheaders|algorithm|security-token)"));

        String said =
                request.has("x-amz-content-sha256") ? request.header("x-amz-content-sha256") : hash(request.body());
        String canonical =
                request.method() + "\n" + canonicalPath(request.path()) + "\n" + canonicalQuery(request.query())
                        + "\n"
                        + signed.stream()
                                .map(name -> name + ":" + request.header(name).replaceAll(" +", " ") + "\n")
                                .collect(Collectors.joining())
                        + "\n" + header.group(5) + "\n" + said;
        String scope = header.group(2) + "/" + region + "/" + service + "/aws4_request";
        byte[] key = ("AWS4" + new String(secret, UTF_8)).getBytes(UTF_8);
        for (String step : scope.split("/")) {
            key = mac(key, step);
        }
        String signature =
                hex(mac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(canonical.getBytes(UTF_8))));
        assertThat(header.group(6)).as(canonical).isEqualTo(signature);
        return body(request, said, key, time + "\n" + scope, signature);
    }

    private static byte[] body(Arrived request, String said, byte[] key, String timeAndScope, String seed) {
        if (said.equals("UNSIGNED-PAYLOAD")) {
            return request.body();
        }
        if (!said.startsWith("STREAMING-")) {
            assertThat(said).isEqualTo(hash(request.body()));
            return request.body();
        }
        boolean signed = said.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        String text = new String(request.body(), ISO_8859_1);
        String previous = seed;
        int at = 0;
        int size;
        do {
            int end = text.indexOf("\r\n", at);
            String[] head = text.substring(at, end).split(";chunk-signature=");
            size = Integer.parseInt(head[0], 16);
            byte[] chunk = Arrays.copyOfRange(request.body(), end + 2, end + 2 + size);
            if (signed) {
                previous = hex(mac(
                        key,
                        "AWS4-HMAC-SHA256-PAYLOAD\n" + timeAndScope + "\n" + previous + "\n" + EMPTY + "\n"
                                + hash(chunk)));
                assertThat(head[1]).isEqualTo(previous);
            }
            whole.writeBytes(chunk);
            at = end + 2 + size + (size == 0 ? 0 : 2);
        } while (size > 0);
        if (said.endsWith("-TRAILER")) {
            String name = request.header("x-amz-trailer");
            String[] lines = text.substring(at).split("\r\n");
            assertThat(lines[0]).startsWith(name + ":");
            if (signed) {
                assertThat(lines[1])
                        .isEqualTo("x-amz-trailer-signature:"
                                + hex(mac(
                                        key,
                                        "AWS4-HMAC-SHA256-TRAILER\n" + timeAndScope + "\n" + previous + "\n"
                                                + hash((lines[0] + "\n").getBytes(UTF_8)))));
            }
        }
        assertThat(request.header("x-amz-decoded-content-length")).isEqualTo(Integer.toString(whole.size()));
        return whole.toByteArray();
    }

    private String canonicalPath(String path) {
        return Stream.of(path.split("/", -1))
                .map(segment -> encoded(s3 ? decoded(segment) : segment.getBytes(ISO_8859_1)))
                .collect(Collectors.joining("/"));
    }

    private static String canonicalQuery(String query) {
        return Stream.of(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.split("=", 2))
                .map(pair ->
                        new String[] {encoded(decoded(pair[0])), pair.length == 1 ? "" : encoded(decoded(pair[1]))})
                .sorted(Comparator.<String[], String>comparing(pair -> pair[0]).thenComparing(pair -> pair[1]))
                .map(pair -> pair[0] + "=" + pair[1])
                .collect(Collectors.joining("&"));
    }

    private static byte[] decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String encoded(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            String one = String.valueOf((char) (b & 0xff));
            text.append(one.matches("[A-Za-z0-9._~-]") ? one : String.format("%%%02X", b & 0xff));
        }
        return text.toString();
    }

    private static byte[] mac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
