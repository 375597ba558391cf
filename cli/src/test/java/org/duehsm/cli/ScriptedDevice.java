package org.duehsm.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.duehsm.link.DeviceSession;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.RequestHandler;
import org.duehsm.link.Welcome;

/** A device at a Unix-domain socket that answers as it is told, one client after the other. */
public final class ScriptedDevice implements RequestHandler, AutoCloseable {

    private final Consumer<IncomingRequest> script;
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);

    /** Listens at this path from now on. */
    public ScriptedDevice(Path place, Consumer<IncomingRequest> script) throws IOException {
        this.script = script;
        server.bind(UnixDomainSocketAddress.of(place));
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException closed) {
            // as it should be
        }
    }

    private void serve(SocketChannel client) {
        DeviceSession session =
                new DeviceSession(new Welcome(1, 0, 1, 16, 3, 640, 16384, 8, "1.0.0", new byte[16]), this);
        byte[] in = new byte[4096];
        byte[] out = new byte[session.outputMax()];
        try (client) {
            for (int size; (size = client.read(ByteBuffer.wrap(in))) >= 0; ) {
                session.input(in, 0, size);
                client.write(ByteBuffer.wrap(out, 0, session.output(out)));
            }
        } catch (IOException clientHasGone) {
            // so may the next one
        }
    }

    @Override
    public void opened() {}

    @Override
    public void execute(IncomingRequest request) {
        script.accept(request);
    }

    /** Whether it listens. */
    public boolean isOpen() {
        return server.isOpen();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
