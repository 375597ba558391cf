package org.duehsm.link;

import java.util.Arrays;

/**
 * A request that has come to a {@link DeviceSession}, and afterwards its reply, as long as the session
 * has to remember it. Answer it, or finish it, once: at once or later, and in the thread that has the
 * session. It does nothing if the session is over.
 */
public final class IncomingRequest {

    private static final byte[] NOTHING = {};

    private final int code;
    private final int aux;
    private final byte[] payload;
    private final Runnable whenDone;
    private boolean ackNow;
    private boolean done;
    private boolean answered;
    private boolean forgotten;
    private int status;
    private byte[] reply = NOTHING;

    IncomingRequest(byte[] packet, int size, Runnable whenDone) {
        this.code = packet[Packet.CODE] & 0xFF & ~Verb.ACK_NOW;
        this.aux = Packet.u16(packet, Packet.AUX);
        this.payload = Arrays.copyOfRange(packet, Packet.PAYLOAD, size);
        this.whenDone = whenDone;
        this.ackNow = (packet[Packet.CODE] & Verb.ACK_NOW) != 0;
    }

    /** Verb and flags ({@link Verb}), 0 to 127. */
    public int code() {
        return code;
    }

    /** The stream, for a verb that has one; 0 to 65535. */
    public int aux() {
        return aux;
    }

    /** The payload, 0 to 640 bytes: not a copy, and wiped when the request is done. */
    public byte[] payload() {
        return payload;
    }

    /**
     * It was executed or refused, and is answered: with its reply, or because it was to be silent and failed.
     *
     * @param status 0 to 255 (PROTOCOL.md section 4)
     * @param reply 0 to 80 bytes, which are copied
     * @throws IllegalArgumentException if the status or the reply is beyond that
     * @throws IllegalStateException if it was answered or finished before
     */
    public void answer(int status, byte... reply) {
        if (status < 0 || status > 0xFF || reply.length > Limits.REPLY_PAYLOAD_MAX) {
            throw new IllegalArgumentException("a reply has a status of 0 to 255 and at most "
                    + Limits.REPLY_PAYLOAD_MAX + " bytes, not " + status + " and " + reply.length);
        }
        end(true, status, reply);
    }

    /**
     * It was executed, and is silent.
     *
     * @throws IllegalStateException if it was answered or finished before
     */
    public void finish() {
        end(false, 0, NOTHING);
    }

    private void end(boolean withReply, int itsStatus, byte[] itsReply) {
        if (forgotten) {
            return;
        }
        if (done) {
            throw new IllegalStateException("a request is answered or finished once");
        }
        done = true;
        answered = withReply;
        status = itsStatus;
        reply = itsReply.clone();
        Arrays.fill(payload, (byte) 0);
        whenDone.run();
    }

    /** An acknowledgement is wanted as soon as it is done, if it is silent. */
    void askAck() {
        ackNow = true;
    }

    boolean ackNow() {
        return ackNow;
    }

    boolean isDone() {
        return done;
    }

    boolean isAnswered() {
        return answered;
    }

    int status() {
        return status;
    }

    byte[] reply() {
        return reply;
    }

    /** Wipes it; an answer that comes later has no effect. */
    void forget() {
        forgotten = true;
        Arrays.fill(payload, (byte) 0);
        Arrays.fill(reply, (byte) 0);
    }
}
