package org.duehsm.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/** Opens a session on a port, in the thread that asks for it. */
public final class Opening {

    private static final int READ_SIZE = 1024;
    private static final int MANAGER = 2;

    private Opening() {}

    /** The same without a login. */
    public static Session session(Port port, Duration timeout) throws LinkException {
        return session(port, timeout, null);
    }

    /**
     * Opens a session, and closes the port if that fails.
     *
     * @param timeout without an answer, and later without progress, after which the device counts as silent
     * @param credential who logs in, which stays the caller's; null: nobody
     * @throws LinkException if the port is gone, no DueHSM that fits answers there in time, or it does not take the login
     */
    public static Session session(Port port, Duration timeout, Credential credential) throws LinkException {
        try {
            Handshake handshake = new Handshake(port.name(), Handshake.newNonce());
            Welcome welcome = shakeHands(handshake, port, timeout.toNanos());
            long roundTrip = handshake.sinceHello(System.nanoTime());
            Session session = new Session(port.name(), welcome, timeout.toNanos(), roundTrip);
            if (credential != null) {
                logIn(session, port, credential);
            }
            return session;
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

    private static void logIn(Session session, Port port, Credential credential) throws LinkException {
        LoginHandshake login = new LoginHandshake(port.name(), session.welcome(), credential);
        Call name = new Call();
        Call proof = new Call();
        login.sayName(name.request());
        perform(session, port, name);
        login.prove(name.reply(), proof.request());
        perform(session, port, proof);
        byte[] key = login.sessionKey(proof.reply());
        String loginName = new String(credential.name, StandardCharsets.UTF_8);
        session.loggedIn(loginName, credential.role, credential.role == MANAGER ? new Envelope(key) : null);
        if (credential.role != MANAGER) {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Does a call in this thread, which has the session for itself. */
    private static void perform(Session session, Port port, Call call) throws LinkException {
        byte[] chunk = new byte[READ_SIZE];
        byte[] out = new byte[session.outputMax()];
        call.follow(true);
        session.resume(System.nanoTime());
        session.add(call);
        try {
            while (session.done() != call) {
                if (session.hasOutput(false)) {
                    port.write(out, 0, session.output(out, System.nanoTime()));
                    session.written(System.nanoTime());
                }
                session.input(chunk, port.read(chunk), System.nanoTime());
                if (session.over() != null) {
                    throw session.over();
                }
            }
        } catch (LinkException e) {
            throw e;
        } catch (IOException e) {
            throw new LinkException(Reason.LOST, e.getMessage(), e);
        }
    }
}
