package org.duehsm.link;

import java.io.IOException;
import java.time.Duration;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/** Opens a session on a port, in the thread that asks for it. */
public final class Opening {

    private static final int READ_SIZE = 1024;

    private Opening() {}

    /**
     * Opens a session, and closes the port if that fails.
     *
     * @param timeout without an answer, and later without progress, after which the device counts as silent
     * @throws LinkException if the port is gone, or no DueHSM that fits answers there in time
     */
    public static Session session(Port port, Duration timeout) throws LinkException {
        try {
            Handshake handshake = new Handshake(port.name(), Handshake.newNonce());
            Welcome welcome = shakeHands(handshake, port, timeout.toNanos());
            long roundTrip = handshake.sinceHello(System.nanoTime());
            return new Session(port.name(), welcome, timeout.toNanos(), roundTrip);
        } catch (LinkException | RuntimeException | Error e) {
            port.close();
            throw e;
        }
    }

    private static Welcome shakeHands(Handshake handshake, Port port, long timeoutNanos) throws LinkException {
        byte[] chunk = new byte[READ_SIZE];
        long start = System.nanoTime();
        try {
            do {
                if (handshake.hasOutput(System.nanoTime())) {
                    byte[] hello = handshake.output();
                    port.write(hello, 0, hello.length);
                    handshake.written(System.nanoTime());
                }
                Welcome welcome = handshake.input(chunk, port.read(chunk));
                if (welcome != null) {
                    return welcome;
                }
            } while (System.nanoTime() - start < timeoutNanos);
        } catch (LinkException e) {
            throw e;
        } catch (IOException e) {
            throw new LinkException(Reason.LOST, e.getMessage(), e);
        }
        throw handshake.silent(timeoutNanos);
    }
}
