package org.duehsm.aws;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A service that verifies Signature Version 4 from what it reads on the wire. Nothing of it is shared with the
 * signers, encodings included.
 *
 * @param doubleEncoding whether it signs the path as it came, encoded once more
 * @param hashInHeader whether it wants x-amz-content-sha256, and takes a presigned body unsigned
 */
record Signature4Verifier(byte[] secret, String region, String service, boolean doubleEncoding, boolean hashInHeader) {

    /** Whether the request is signed by the secret, for this service. */
    boolean accepts(Wire.Request request) throws Exception {
        String[] target = request.target().split("\\?", 2);
        List<String[]> query = new ArrayList<>();
        if (target.length == 2) {
            for (String parameter : target[1].split("&")) {
                String[] pair = parameter.split("=", 2);
                query.add(new String[] {decode(pair[0]), pair.length == 1 ? "" : decode(pair[1])});
            }
        }
        Map<String, String> signature = new TreeMap<>();
        boolean presigned = !request.headers().containsKey("authorization");
        if (presigned) {
            query.forEach(pair -> signature.put(pair[0].replace("X-Amz-", ""), pair[1]));
            query.removeIf(pair -> pair[0].equals("X-Amz-Signature"));
        } else {
            String header = request.headers().get("authorization");
            for (String part : header.substring(header.indexOf(' ') + 1).split(", ")) {
                signature.put(part.split("=", 2)[0], part.split("=", 2)[1]);
            }
            signature.put("Date", request.headers().get("x-amz-date"));
        }
        List<String> signed = List.of(signature.get("SignedHeaders").split(";"));
        boolean all = signed.contains("host")
                && request.headers().keySet().stream()
                        .filter(name -> name.startsWith("x-amz-") && !name.equals("x-amzn-trace-id"))
                        .allMatch(signed::contains);
        String date = signature.get("Date").substring(0, 8);
        String scope = date + "/" + region + "/" + service + "/aws4_request";
        String canonical = request.method() + "\n" + path(target[0]) + "\n" + query(query) + "\n"
                + signed.stream()
                        .map(name -> name + ":"
                                + String.join(
                                        " ", request.headers().get(name).trim().split(" +")) + "\n")
                        .collect(Collectors.joining())
                + "\n" + String.join(";", signed) + "\n" + bodyHash(request, presigned);
        byte[] key = ("AWS4" + new String(secret, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
        for (String step : scope.split("/")) {
            key = mac(key, step);
        }
        String right = hex(mac(
                key,
                "AWS4-HMAC-SHA256\n" + signature.get("Date") + "\n" + scope + "\n"
                        + hash(canonical.getBytes(StandardCharsets.UTF_8))));
        return all
                && signature.get("Credential").endsWith("/" + scope)
                && signature.get("Signature").equals(right);
    }

    private String bodyHash(Wire.Request request, boolean presigned) throws Exception {
        String said = request.headers().get("x-amz-content-sha256");
        String actual = hash(request.body());
        if (said == null) {
            return hashInHeader && presigned ? "UNSIGNED-PAYLOAD" : actual;
        }
        return said.equals("UNSIGNED-PAYLOAD") || said.equals(actual) ? said : "not the hash that was said";
    }

    private String path(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> encode(doubleEncoding ? segment : decode(segment)))
                .collect(Collectors.joining("/"));
    }

    private static String query(List<String[]> query) {
        return query.stream()
                .map(pair -> new String[] {encode(pair[0]), encode(pair[1])})
                .sorted((a, b) -> a[0].equals(b[0]) ? a[1].compareTo(b[1]) : a[0].compareTo(b[0]))
                .map(pair -> pair[0] + "=" + pair[1])
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] mac(byte[] key, String message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(byte[] data) throws Exception {
        return hex(MessageDigest.getInstance("SHA-256").digest(data));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
