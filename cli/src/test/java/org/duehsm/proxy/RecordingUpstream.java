package org.duehsm.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A service that notes what arrives, byte for byte, and answers whatever it is told to. */
final class RecordingUpstream implements AutoCloseable {

    /** The answer of a service to everything, unless told otherwise. */
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket server;
    private final List<Arrived> arrived = new ArrayList<>();
    private final List<Throwable> malformed = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile String early = "";
    private volatile Answering answering = (request, out) -> out.write(OK.getBytes(ISO_8859_1));

    /** Writes the answer to a request. */
    interface Answering {

        void answer(Arrived request, OutputStream out) throws IOException;
    }

    RecordingUpstream() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    RecordingUpstream(ServerSocket server) {
        this.server = server;
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "recording");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    void answer(String text) {
        answering = (request, out) -> out.write(text.getBytes(ISO_8859_1));
    }

    void answer(Answering other) {
        answering = other;
    }

    /** Answers the head of the next connection, and closes it, without a look at the body. */
    void answerHead(String text) {
        early = text;
    }

    /** Waits until a request has arrived, whole or not, since they were taken. */
    synchronized void awaitArrival() throws InterruptedException {
        while (arrived.isEmpty()) {
            wait();
        }
    }

    /** Forgets what was no proper request. */
    synchronized void forget() {
        malformed.clear();
        arrived.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedInputStream in = new BufferedInputStream(client.getInputStream());
            if (!early.isEmpty()) {
                String answer = early;
                early = "";
                in.read();
                client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                client.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream()); // or what it has written could be lost with a reset
                return;
            }
            for (Arrived next = Arrived.read(in); next != null; next = Arrived.read(in)) {
                synchronized (this) {
                    arrived.add(next);
                    notifyAll();
                }
                if (!next.whole()) {
                    return;
                }
                answering.answer(next, client.getOutputStream());
                client.getOutputStream().flush();
            }
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                if (!(e instanceof java.net.SocketException) && !(e instanceof javax.net.ssl.SSLException)) {
                    malformed.add(e);
                }
            }
        } finally {
            open.remove(client);
        }
    }

    /** What has arrived since the last time; throws AssertionError if some of it was no proper request. */
    synchronized List<Arrived> take() {
        if (!malformed.isEmpty()) {
            throw new AssertionError("something arrived that is no request", malformed.get(0));
        }
        List<Arrived> taken = List.copyOf(arrived);
        arrived.clear();
        return taken;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
