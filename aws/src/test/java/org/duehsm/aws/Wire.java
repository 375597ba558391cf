package org.duehsm.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on the loopback that remembers requests as they came, and answers all of them with 200. */
final class Wire implements AutoCloseable {

    /**
     * A request.
     *
     * @param target as it is on the wire
     * @param headers by their names in lower case
     */
    record Request(String method, String target, Map<String, String> headers, byte[] body) {}

    private final ServerSocket server;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    Wire() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The next request; it is there when its answer is. */
    Request next() {
        return requests.remove();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                InputStream in = client.getInputStream();
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    requests.add(request(line, in));
                    client.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // Whose connection it was sees that it ended; the next one has another.
            }
        }
    }

    private static Request request(String line, InputStream in) throws IOException {
        String[] words = line.split(" ");
        if (words.length != 3) {
            throw new IOException("no request line: " + line);
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(words[0], words[1], headers, in.readNBytes(length));
    }

    /* Empty at the end, too. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != -1 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).replace("\r", "");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
