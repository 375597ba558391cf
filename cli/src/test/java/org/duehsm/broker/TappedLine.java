package org.duehsm.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.duehsm.link.OpenStreams;

/** A line to a device, both TCP, that knows which of the device's streams are open; for one host, once. */
final class TappedLine implements AutoCloseable {

    private final OpenStreams streams = new OpenStreams();
    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Socket device;

    /** @param devicePort of the loopback address */
    TappedLine(int devicePort) throws IOException {
        device = new Socket(InetAddress.getLoopbackAddress(), devicePort);
        device.setTcpNoDelay(true);
        new Thread(this::carry, "tapped line").start();
    }

    /** The name of the port for the host. */
    String port() {
        return "tcp://127.0.0.1:" + door.getLocalPort();
    }

    /** How many streams are open on the device. */
    int openStreams() {
        return streams.count();
    }

    private void carry() {
        try (Socket host = door.accept()) {
            host.setTcpNoDelay(true);
            Thread back = new Thread(() -> carry(device, host, false), "tapped line back");
            back.start();
            carry(host, device, true);
            device.close();
            back.join();
        } catch (IOException | InterruptedException e) {
            // Nobody comes any more.
        }
    }

    private void carry(Socket from, Socket to, boolean toDevice) {
        byte[] bytes = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int size = in.read(bytes); size >= 0; size = in.read(bytes)) {
                if (toDevice) {
                    streams.hear(bytes, size);
                }
                out.write(bytes, 0, size);
            }
        } catch (IOException e) {
            // One of them has gone, and the other is told by the end of its line.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        device.close();
    }
}
