package org.duehsm.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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

@Timeout(60)
class TcpPortTest {

    private static final int TIMEOUT = 20_000;
    private static final int MUCH = 20 << 20; // more than the buffers of the system hold

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Port open() throws IOException {
        return Ports.open(PortName.parse("tcp://127.0.0.1:" + server.getLocalPort()), TIMEOUT);
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
        byte[] much = new byte[MUCH];
        Arrays.fill(much, 0, MUCH, (byte) 7);
        byte[] back = new byte[MUCH];
        AtomicBoolean keptInterrupt = new AtomicBoolean();
        Callable<Port> host = () -> {
            Thread.currentThread().interrupt();
            Port port = open();
            port.write(much, 0, MUCH);
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
        try (Socket device = server.accept()) {
            byte[] got = device.getInputStream().readNBytes(MUCH);
            device.getOutputStream().write(got);
            try (Port port = task.get()) {
                assertThat(back).isEqualTo(much);
                assertThat(keptInterrupt).isTrue();
                port.write(much, 0, 1);
                assertThat(device.getInputStream().read()).isEqualTo(7);
            }
        } finally {
            ended.countDown();
            interrupter.join();
        }
    }

    @Test
    void closingEndsABlockedWrite() throws Exception {
        Port port = open();
        try (Socket device = server.accept()) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                port.write(new byte[MUCH], 0, MUCH);
                return null;
            });
            start(false, task);
            // Some of it has arrived, and nobody reads the rest.
            assertThat(device.getInputStream().read()).isZero();
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
            try (Socket device = server.accept()) {
                assertThat(device.isConnected()).isTrue();
                assertThat(port.read(new byte[1])).isZero();
            }
            assertThatThrownBy(() -> port.read(new byte[1])).hasMessageContaining("closed the connection");
        }
    }
}
