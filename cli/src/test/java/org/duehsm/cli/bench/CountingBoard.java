package org.duehsm.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.duehsm.link.DeviceSession;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.Limits;
import org.duehsm.link.RequestHandler;
import org.duehsm.link.Verb;
import org.duehsm.link.Welcome;

/** A board with a cycle counter, which no device of ours has but a real one. It can say what it is, and measure. */
final class CountingBoard implements RequestHandler, AutoCloseable {

    private static final int UNSUPPORTED = 3;
    private static final int BUILD_TOPIC = 2;
    private static final int COUNTERS_SIZE = 32; // no other topic has more

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final int subjects;
    private final boolean interrupted;
    private int measurements;

    /**
     * A board whose hashes take 1000 cycles for each block and the subject's number more, and whose MACs take 20 cycles
     * for each byte.
     *
     * @param subjects how many it measures: 2 for each algorithm that its firmware has
     * @param interrupted whether something interrupts one measurement in three, and takes 100 cycles
     */
    CountingBoard(int subjects, boolean interrupted) throws IOException {
        this.subjects = subjects;
        this.interrupted = interrupted;
        Thread thread = new Thread(this::serve, "counting board");
        thread.setDaemon(true);
        thread.start();
    }

    String port() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        Welcome terms = new Welcome(
                1, 0, 1, 16, 1, Limits.REQUEST_PAYLOAD_MAX, 16384, 64, "1.0.0", new byte[Limits.UNIQUE_ID_SIZE]);
        DeviceSession session = new DeviceSession(terms, this);
        byte[] in = new byte[1024];
        byte[] out = new byte[session.outputMax()];
        while (!server.isClosed()) {
            try (Socket host = server.accept()) {
                InputStream from = host.getInputStream();
                OutputStream to = host.getOutputStream();
                for (int size; (size = from.read(in)) > 0; ) {
                    for (int at = 0; at < size; ) {
                        at += session.input(in, at, size - at);
                        to.write(out, 0, session.output(out));
                    }
                }
            } catch (IOException e) { // the host or the test has gone
                session.close();
            }
        }
    }

    @Override
    public void opened() {}

    @Override
    public void execute(IncomingRequest request) {
        ByteBuffer fields = ByteBuffer.wrap(request.payload()).order(ByteOrder.LITTLE_ENDIAN);
        if (request.code() == Verb.INFO) {
            request.answer(0, fields.get() == BUILD_TOPIC ? "a test".getBytes(US_ASCII) : new byte[COUNTERS_SIZE]);
            return;
        }
        int subject = fields.get();
        if (request.code() != Verb.MEASURE || subject > subjects) {
            request.answer(UNSUPPORTED);
            return;
        }
        int count = fields.getShort();
        int cycles = subject % 2 == 1 ? count * 1000 + subject : count * 20;
        if (interrupted && measurements++ % 3 == 0) {
            cycles += 100;
        }
        request.answer(
                0,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(cycles)
                        .array());
    }
}
