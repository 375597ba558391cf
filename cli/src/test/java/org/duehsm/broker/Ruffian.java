package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.duehsm.link.PlainHost;
import org.duehsm.link.PlainHost.Said;
import org.duehsm.link.Verb;

/** A hostile client of a broker: it comes again and again, and misbehaves in its own way, until it is closed. */
final class Ruffian implements Runnable, AutoCloseable {

    /** What it does. */
    enum Way {
        RANDOM_BYTES,
        HALF_FRAMES,
        /** It opens all streams that it was told of, and stays in the middle of a frame. */
        STALL,
        /** It asks as long as it is listened to, hears no answer, and stays. */
        NEVER_READ,
        /** It opens all streams that it was told of, again and again: of those that it has lost, too. */
        HOLD_STREAMS
    }

    private static final int PIECES = 40;
    private static final int PIECE = 3000;
    private static final int ACK_NOW = 0x80;

    private final Way way;
    private final Path socket;
    private final byte[] keyField;
    private final Random random;
    private final PlainHost host;
    private final AtomicInteger visits = new AtomicInteger();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;
    private volatile SocketChannel channel;
    private int streams;

    /** Starts it. */
    Ruffian(Way way, Path socket, String keyId) {
        this.way = way;
        this.socket = socket;
        this.keyField = PlainHost.keyed(1, keyId.getBytes(UTF_8), (byte) 1);
        this.random = new Random(way.ordinal());
        this.host = new PlainHost(way.ordinal());
        this.thread = new Thread(this, "ruffian " + way);
        thread.start();
    }

    /** How often it has done its worst. */
    int visits() {
        return visits.get();
    }

    @Override
    public void run() {
        while (!end.isDone()) {
            try (SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel = opened;
                if (end.isDone()) {
                    return;
                }
                opened.connect(UnixDomainSocketAddress.of(socket));
                misbehave();
            } catch (IOException cutOff) {
                // It comes again.
            }
        }
    }

    private void misbehave() throws IOException {
        switch (way) {
            case RANDOM_BYTES -> sendRandomBytes();
            case HALF_FRAMES -> sendHalfFrames();
            case STALL -> stall();
            case NEVER_READ -> askWithoutReading();
            case HOLD_STREAMS -> holdStreams();
        }
    }

    private void open() throws IOException {
        send(host.hello());
        streams = hear().get(0).streams();
    }

    private void send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private List<Said> hear() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        List<Said> said = List.of();
        while (said.isEmpty()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException();
            }
            said = host.read(Arrays.copyOf(bytes.array(), bytes.position()));
            bytes.clear();
        }
        return said;
    }

    private void sendRandomBytes() throws IOException {
        open();
        byte[] piece = new byte[PIECE];
        for (int i = 0; i < PIECES; i++) {
            random.nextBytes(piece);
            send(piece);
        }
        visits.incrementAndGet();
    }

    private byte[] first(int stream, int flags) {
        return host.request(Verb.MAC | Verb.FIRST | flags, stream, keyField);
    }

    private void sendHalfFrames() throws IOException {
        open();
        for (int i = 0; i < PIECES; i++) {
            byte[] frame = first(i % streams, 0);
            send(Arrays.copyOf(frame, 1 + random.nextInt(frame.length - 1)));
            send(new byte[random.nextInt(2)]);
        }
        visits.incrementAndGet();
    }

    private void stall() throws IOException {
        open();
        takeStreams();
        send(Arrays.copyOf(first(1, 0), 10));
        visits.incrementAndGet();
        while (channel.read(ByteBuffer.allocate(1)) >= 0) {
            // Until it is closed, or cut off.
        }
    }

    private void askWithoutReading() throws IOException {
        open();
        byte[] frame = host.request(Verb.INFO, 0, new byte[0]);
        byte[] many = new byte[frame.length * PIECES];
        for (int i = 0; i < many.length; i++) {
            many[i] = frame[i % frame.length];
        }
        while (true) {
            send(many);
            visits.incrementAndGet();
        }
    }

    private void holdStreams() throws IOException {
        open();
        while (true) {
            takeStreams();
            visits.incrementAndGet();
        }
    }

    private void takeStreams() throws IOException {
        for (int stream = 0; stream < streams; stream++) {
            send(first(stream, ACK_NOW));
            hear();
        }
    }

    /** Ends it, which takes its connection away. */
    @Override
    public void close() throws IOException {
        end.complete(null);
        SocketChannel last = channel;
        if (last != null) {
            last.close();
        }
    }

    /** Waits for its end. */
    void join() throws InterruptedException {
        thread.join();
    }
}
