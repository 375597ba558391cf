package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32;

/**
 * Takes uploads in chunks of any length, and keeps none: it verifies the signatures of the head, of each chunk and of
 * the trailer, which has to be the CRC of what came, as S3 documents it for the receiver, with nothing of ours.
 */
final class LoopbackUpload implements AutoCloseable {

    private static final String NOTHING = LoopbackSignature4.hash(new byte[0]);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final byte[] secret;
    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

    LoopbackUpload(byte[] secret) throws IOException {
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What came of the next upload: how many bytes, if all was right. */
    String outcome() throws InterruptedException {
        return outcomes.take();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            long length = new Upload(exchange).verify();
            outcomes.add(length + " bytes");
            exchange.sendResponseHeaders(200, -1);
        } catch (IOException | IllegalStateException e) {
            outcomes.add(e.toString());
            exchange.sendResponseHeaders(403, -1);
        }
        exchange.close();
    }

    private final class Upload {

        private final HttpExchange exchange;
        private final InputStream body;
        private final LoopbackSignature4 signature;
        private final CRC32 crc = new CRC32();
        private String previous;
        private long length;

        Upload(HttpExchange exchange) {
            this.exchange = exchange;
            this.body = exchange.getRequestBody();
            this.signature = LoopbackSignature4.parse(header("Authorization"));
            this.previous = signature.tag();
        }

        private String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        long verify() throws IOException {
            require("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", header("x-amz-content-sha256"));
            if (!signature.isRight(exchange, header("x-amz-content-sha256"), secret)) {
                throw new IllegalStateException("the head is not signed");
            }
            while (chunk() > 0) {
                // the next
            }
            String value = Base64.getEncoder()
                    .encodeToString(
                            ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
            String trailer = "x-amz-checksum-crc32:" + value;
            require(trailer, line());
            require(
                    "x-amz-trailer-signature:"
                            + sign("-TRAILER", LoopbackSignature4.hash((trailer + "\n").getBytes(US_ASCII))),
                    line());
            require("", line());
            require(header("x-amz-decoded-content-length"), Long.toString(length));
            require("-1", Integer.toString(body.read()));
            return length;
        }

        private int chunk() throws IOException {
            String[] head = line().split(";chunk-signature=");
            byte[] data = body.readNBytes(Integer.parseInt(head[0], 16));
            require(sign("-PAYLOAD", NOTHING + "\n" + LoopbackSignature4.hash(data)), head[1]);
            if (data.length > 0) {
                require("", line());
            }
            crc.update(data);
            length += data.length;
            return data.length;
        }

        private String sign(String kind, String hashes) {
            previous = signature.sign(secret, kind, header("X-Amz-Date"), previous + "\n" + hashes);
            return previous;
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = body.read(); b != '\r'; b = body.read()) {
                if (b < 0) {
                    throw new EOFException("the body ends in the middle of a line");
                }
                line.write(b);
            }
            require("10", Integer.toString(body.read()));
            return line.toString(US_ASCII);
        }

        private void require(String right, String actual) {
            if (!right.equals(actual)) {
                throw new IllegalStateException("after " + length + " bytes: " + actual + " in place of " + right);
            }
        }
    }
}
