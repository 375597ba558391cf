package org.duehsm.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request as it arrived, byte for byte.
 *
 * @param headers name and value of each line, in their order
 * @param body without anything taken off, of the length that the head says; shorter if the connection ended before
 * @param whole whether all of the body is there
 */
record Arrived(String method, String target, List<String[]> headers, byte[] body, boolean whole) {

    /** The next request; null at the end of the connection. */
    static Arrived read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !words[2].equals("HTTP/1.1")) {
            throw new IOException("no request line: " + first);
        }
        List<String[]> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] pair = line.split(":", 2);
            if (pair.length != 2 || !pair[0].matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new IOException("no header: " + line);
            }
            headers.add(new String[] {pair[0], pair[1].strip()});
        }
        Arrived head = new Arrived(words[0], words[1], headers, new byte[0], true);
        if (head.has("transfer-encoding")) {
            throw new IOException("a body whose end is not said in front");
        }
        int length = head.has("content-length") ? Integer.parseInt(head.header("content-length")) : 0;
        byte[] body = in.readNBytes(length);
        return new Arrived(words[0], words[1], headers, body, body.length == length);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b == -1) {
                return "";
            }
            line.write(b);
        }
        String text = line.toString(ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("a line without CR: " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header[0].equalsIgnoreCase(name));
    }

    /** The only value of a header; throws IllegalStateException if there is none, or another. */
    String header(String name) {
        List<String> values = headers.stream()
                .filter(header -> header[0].equalsIgnoreCase(name))
                .map(header -> header[1])
                .toList();
        if (values.size() != 1) {
            throw new IllegalStateException(values.size() + " headers " + name);
        }
        return values.get(0);
    }

    /** Their names in lower case. */
    List<String> names() {
        return headers.stream()
                .map(header -> header[0].toLowerCase(Locale.ROOT))
                .toList();
    }

    String path() {
        return target.split("\\?", 2)[0];
    }

    String query() {
        String[] parts = target.split("\\?", 2);
        return parts.length == 1 ? "" : parts[1];
    }

    @Override
    public String toString() {
        return method + " " + target + (whole ? "" : ", broken off");
    }
}
