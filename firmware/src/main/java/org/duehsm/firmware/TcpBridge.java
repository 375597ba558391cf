package org.duehsm.firmware;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Connects one TCP client at a time, on the loopback interface, with the pipes of an emulator. */
final class TcpBridge implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 << 10;

    private final ServerSocket listener;
    private final Process emulator;
    private volatile Socket client;

    TcpBridge(Process emulator, int port) throws IOException {
        this.emulator = emulator;
        listener = listen(port);
        daemon("virtual-due-to-device", this::hostToDevice).start();
        daemon("virtual-due-to-host", this::deviceToHost).start();
    }

    private static ServerSocket listen(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on TCP port " + port + " (" + e.getMessage()
                            + "); stop what uses it, or name another",
                    e);
        }
    }

    int localPort() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        closeQuietly(client);
    }

    private void hostToDevice() {
        OutputStream device = emulator.getOutputStream();
        while (!listener.isClosed()) {
            try (Socket accepted = listener.accept()) {
                accepted.setTcpNoDelay(true);
                client = accepted;
                pump(accepted.getInputStream(), device);
            } catch (IOException e) {
                // This client is gone, or the listener is closed: the loop's condition tells which.
            }
            client = null;
            if (!emulator.isAlive()) {
                close();
            }
        }
    }

    /* What comes while nobody is connected is for a client that has gone, and is dropped. */
    private void deviceToHost() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream device = emulator.getInputStream()) {
            for (int n; (n = device.read(buffer)) >= 0; ) {
                send(buffer, n);
            }
        } catch (IOException e) {
            // The emulator has ended; closing the client below is how it learns.
        }
        close();
    }

    private void send(byte[] buffer, int size) {
        Socket current = client;
        if (current != null) {
            try {
                current.getOutputStream().write(buffer, 0, size);
            } catch (IOException e) {
                closeQuietly(current);
            }
        }
    }

    private static void pump(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n; (n = in.read(buffer)) >= 0; ) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void closeQuietly(AutoCloseable closeable) {
        if (closeable != null) {
            try {
                closeable.close();
            } catch (Exception e) {
                // Closing is all that was wanted.
            }
        }
    }
}
