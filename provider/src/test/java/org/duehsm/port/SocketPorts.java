package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for ports of every kind that are sockets. */
@Timeout(60)
abstract class SocketPorts {

    private static final int TIMEOUT = 20_000;

    private ServerSocketChannel server;

    /** Listens, and takes no more than one caller who is not accepted yet. */
    abstract ServerSocketChannel listen() throws IOException;

    /** So many bytes are more than the buffers of the system hold. */
    abstract int much();

    /** So many bytes go there and back where all of them have to arrive. */
    int amount() {
        return much();
    }

    /** The port that leads there. */
    abstract String port(ServerSocketChannel server) throws IOException;

    @BeforeEach
    void start() throws IOException {
        server = listen();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    final ServerSocketChannel server() {
        return server;
    }

    Port open() throws IOException {
        return Ports.open(PortName.parse(port(server)), TIMEOUT);
    }

    /** The other end of a port. */
    record Device(SocketChannel channel, InputStream in, OutputStream out) implements AutoCloseable {

        Device(SocketChannel channel) {
            this(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    Device accept() throws Exception {
        return new Device(server.accept());
    }

    /** A task in a thread of its own; a virtual one, if that is asked for and Java has them. */
    private static <T> Thread start(boolean virtual, FutureTask<T> task) throws ReflectiveOperationException {
        if (virtual && Runtime.version().feature() >= 21) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        }
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void readFully(Port port, byte[] into) throws IOException {
        byte[] piece = new byte[4096];
        for (int at = 0; at < into.length; ) {
            int count = port.read(piece);
            System.arraycopy(piece, 0, into, at, count);
            at += count;
        }
    }

    /** The port is many threads', and an interrupt is for one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptEndsNeitherConnectingNorReadingNorWriting(boolean virtual) throws Exception {
        byte[] much = new byte[amount()];
        Arrays.fill(much, 0, amount(), (byte) 7);
        byte[] back = new byte[amount()];
        AtomicBoolean keptInterrupt = new AtomicBoolean();
        Callable<Port> host = () -> {
            Thread.currentThread().interrupt();
            Port port = open();
            port.write(much, 0, amount());
            readFully(port, back);
            keptInterrupt.set(Thread.interrupted());
            return port;
        };
        FutureTask<Port> task = new FutureTask<>(host);
        Thread thread = start(virtual, task);
        CountDownLatch ended = new CountDownLatch(1);
        Thread interrupter = new Thread(() -> {
            while (ended.getCount() > 0) {
                thread.interrupt();
            }
        });
        interrupter.start();
        try (Device device = accept()) {
            byte[] got = device.in().readNBytes(amount());
            device.out().write(got);
            try (Port port = task.get()) {
                assertThat(back).isEqualTo(much);
                assertThat(keptInterrupt).isTrue();
                port.write(much, 0, 1);
                assertThat(device.in().read()).isEqualTo(7);
            }
        } finally {
            ended.countDown();
            interrupter.join();
        }
    }

    @Test
    void closingEndsABlockedWrite() throws Exception {
        Port port = open();
        try (Device device = accept()) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                port.write(new byte[much()], 0, much());
                return null;
            });
            start(false, task);
            // Some of it has arrived, and nobody reads the rest.
            assertThat(device.in().read()).isZero();
            port.close();
            port.close();
            assertThatThrownBy(task::get)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(port.name());
            assertThatThrownBy(() -> port.read(new byte[1])).hasMessageContaining("closed");
        }
    }

    @Test
    void whoHasNothingToSayIsWaitedForAMoment() throws Exception {
        try (Port port = open()) {
            try (Device device = accept()) {
                assertThat(device.channel().isConnected()).isTrue();
                assertThat(port.read(new byte[1])).isZero();
            }
            assertThatThrownBy(() -> port.read(new byte[1]))
                    .hasMessageContaining(
                            "closed the connection without an answer; a broker does that if it has no room");
        }
    }

    @Test
    void whoGoesAfterAnAnswerHasHadRoom() throws Exception {
        try (Port port = open()) {
            try (Device device = accept()) {
                device.out().write(1);
                assertThat(port.read(new byte[1])).isEqualTo(1);
            }
            assertThatThrownBy(() -> port.read(new byte[1])).hasMessageEndingWith("closed the connection");
        }
    }
}
