package org.duehsm.benchmarks;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.duehsm.client.Algorithm;

/**
 * A {@link LoopbackDevice} behind a Unix-domain socket that takes for a MAC as long as it is told, one after the other;
 * for one host at a time. What it has to say is put off until then, by a
 * schedule that a late thread does not shift: so the rate is the model's, whatever the system's timers do.
 */
final class ModelledBoard implements AutoCloseable {

    /** Some frames, and when they are said. */
    private record Answer(byte[] frames, long time) {}

    private static final int READ_SIZE = 16_384;
    private static final int MAC_ANSWER_MIN = Frames.PAYLOAD + 20;

    private final long serviceNanos;
    private final String name;
    private final ServerSocketChannel door;
    private volatile SocketChannel host;
    private long busyUntil;

    /**
     * Starts it.
     *
     * @param socket the path to listen at
     * @param serviceNanos what it takes for a MAC
     */
    ModelledBoard(Path socket, long serviceNanos) throws IOException {
        this.serviceNanos = serviceNanos;
        name = "unix:" + socket;
        door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(socket));
        start("modelled board", this::serve);
    }

    /** What a board would take for the MAC of a message of so many bytes, by the {@link BoardModel}. */
    static long boardsNanos(int size) {
        return (long) (TimeUnit.SECONDS.toNanos(1)
                / BoardModel.of(Algorithm.HMAC_SHA1, size).perSecondOnNativePort());
    }

    /** What to write as {@code port} in the provider's configuration. */
    String port() {
        return name;
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serve() {
        while (door.isOpen()) {
            try (SocketChannel accepted = door.accept()) {
                host = accepted;
                hear(accepted);
            } catch (IOException gone) {
                // The next one, if the door is still open.
            }
        }
    }

    private void hear(SocketChannel from) throws IOException {
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        LoopbackDevice device =
                new LoopbackDevice(name, (frames, offset, length) -> schedule(answers, frames, offset, length));
        Thread answering = start("modelled board's answers", () -> answer(answers, from));
        ByteBuffer bytes = ByteBuffer.allocate(READ_SIZE);
        try {
            while (from.read(bytes) >= 0) {
                device.write(bytes.array(), 0, bytes.position());
                bytes.clear();
            }
        } finally {
            answering.interrupt();
        }
    }

    private void schedule(BlockingQueue<Answer> answers, byte[] frames, int offset, int length) {
        busyUntil = Math.max(busyUntil, System.nanoTime());
        int begin = offset;
        for (int i = offset; i < offset + length; i++) {
            if (frames[i] == 0) {
                if (i - begin > MAC_ANSWER_MIN) {
                    busyUntil += serviceNanos;
                }
                answers.add(new Answer(Arrays.copyOfRange(frames, begin, i + 1), busyUntil));
                begin = i + 1;
            }
        }
    }

    private static void answer(BlockingQueue<Answer> answers, SocketChannel to) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Answer next = answers.take();
                for (long left = next.time - System.nanoTime(); left > 0; left = next.time - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                ByteBuffer frames = ByteBuffer.wrap(next.frames);
                while (frames.hasRemaining()) {
                    to.write(frames);
                }
            }
        } catch (InterruptedException | IOException gone) {
            // So has its host.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        SocketChannel last = host;
        if (last != null) {
            last.close();
        }
    }
}
