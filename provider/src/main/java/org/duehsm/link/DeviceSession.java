package org.duehsm.link;

import java.util.Arrays;

/**
 * The device's end of a session (PROTOCOL.md sections 2 and 3) as a state machine, for whoever is to
 * look like a device. In come the host's bytes and what has become of its requests; out go requests to
 * be executed, each once and in order, and bytes for the host. It has no thread, no lock, no port and no
 * clock, and is for one thread at a time.
 *
 * <p>A request may be executed while those before it are not done yet. Replies keep the order of the
 * requests, so what is acknowledged is what is done, and at most a window of requests is not.
 */
public final class DeviceSession {

    private static final int NEXT = 0;
    private static final int RESEND = 1;
    private static final int EPOCH_MAX = 0xFFFF;

    private final RequestHandler handler;
    private final FrameDecoder decoder = new FrameDecoder();
    private final DeviceOutput output = new DeviceOutput();
    private Welcome terms;
    private byte[] welcome;
    private int nextEpoch;

    /** The nonce of the open session, or null. */
    private byte[] nonce;

    private int epoch;
    private boolean gapTold;

    /** The last requests that were expected when they came: request n at n modulo the window. */
    private IncomingRequest[] requests = {};

    // These count on; on the line they are 16 bits wide.
    private long expected;
    private long done;

    /**
     * A device that has just started, and is closed.
     *
     * @param terms what WELCOME says; its epoch is that of the first session, and each later one has
     *     the next
     * @throws IllegalArgumentException if no session of version 1 can be held on these terms
     */
    public DeviceSession(Welcome terms, RequestHandler handler) {
        this.handler = handler;
        restart(terms);
    }

    /**
     * Closes the session, as a reset does; what was answered before can still go out.
     *
     * @param terms as when it was made; from another boot a host sees that the device was reset
     * @throws IllegalArgumentException if no session of version 1 can be held on these terms
     */
    public void restart(Welcome terms) {
        if (!terms.isSane() || terms.maxPayload() > Limits.REQUEST_PAYLOAD_MAX) {
            throw new IllegalArgumentException("no session can be held on these terms: " + terms);
        }
        welcome = terms.payload();
        forget();
        this.terms = terms;
        nonce = null;
        nextEpoch = terms.epoch();
        requests = new IncomingRequest[terms.window()];
    }

    /** Closes the session because the host has gone, and wipes all, also what is to go out. */
    public void close() {
        forget();
        nonce = null;
        decoder.wipe();
        output.wipe();
    }

    /** Bytes that {@link #output} gives at most. */
    public int outputMax() {
        return DeviceOutput.SIZE;
    }

    /** Gives out, from the beginning of out on, all that is to be sent now; returns its size. */
    public int output(byte[] out) {
        return output.moveTo(out);
    }

    /**
     * Takes bytes of the host, and calls the handler for each request that they complete. Takes no
     * more of them as long as answers fill {@link #output}, so that a host that sends and never reads
     * is stopped.
     *
     * @return how many of the length bytes from offset on it has taken
     */
    public int input(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end && output.hasRoom(unfinished() + 1)) {
            at = decoder.acceptUntilDelimiter(bytes, at, end);
            if (at < end) {
                delimiter(bytes[at++]);
            }
        }
        return at - offset;
    }

    private void delimiter(byte zero) {
        boolean whole = decoder.accept(zero);
        if (whole && decoder.size() <= Packet.PAYLOAD + terms.maxPayload()) {
            follow(decoder.packet(), decoder.size());
        } else if (whole || decoder.isDamaged()) {
            tellGap();
        }
        decoder.wipe();
    }

    private int unfinished() {
        return (int) (expected - done);
    }

    private void follow(byte[] packet, int size) {
        if (packet[Packet.TYPE] == Packet.HELLO) {
            hello(packet, size);
        } else if (packet[Packet.TYPE] == Packet.REQUEST) {
            int theirs = Packet.u16(packet, Packet.EPOCH);
            if (nonce == null || theirs != epoch) {
                byte[] boot = new byte[Limits.NO_SESSION_PAYLOAD_SIZE];
                Packet.putU32(boot, 0, terms.boot());
                output.add(Packet.NO_SESSION, 0, theirs, 0, 0, boot);
            } else {
                request(packet, size);
            }
        }
    }

    private void hello(byte[] packet, int size) {
        if (size < Packet.PAYLOAD + Limits.HELLO_PAYLOAD_SIZE) {
            return;
        }
        int versions = Packet.PAYLOAD + Limits.NONCE_SIZE;
        boolean agreed = (packet[versions] & 0xFF) <= Limits.VERSION && (packet[versions + 1] & 0xFF) >= Limits.VERSION;
        byte[] theirs = Arrays.copyOfRange(packet, Packet.PAYLOAD, versions);
        if (agreed && !Arrays.equals(theirs, nonce)) {
            open(theirs);
        }
        System.arraycopy(theirs, 0, welcome, 0, Limits.NONCE_SIZE);
        welcome[Welcome.VERSION_AT - Packet.PAYLOAD] = (byte) (agreed ? Limits.VERSION : 0);
        output.add(Packet.WELCOME, 0, agreed ? epoch : 0, 0, 0, welcome);
    }

    private void open(byte[] theirs) {
        forget();
        nonce = theirs;
        epoch = nextEpoch;
        nextEpoch = epoch == EPOCH_MAX ? 1 : epoch + 1;
        gapTold = false;
        handler.opened();
    }

    /** Wipes the requests and their replies; those that are not done will not be answered. */
    private void forget() {
        for (long i = Math.max(0, expected - requests.length); i < expected; i++) {
            request(i).forget();
        }
        expected = 0;
        done = 0;
    }

    private void request(byte[] packet, int size) {
        // Backwards from the next: 0 is that one itself, all others are at least 1.
        int back = (int) expected - Packet.u16(packet, Packet.SEQ) & 0xFFFF;
        boolean ackNow = (packet[Packet.CODE] & Verb.ACK_NOW) != 0;
        if (back == 0 && unfinished() < requests.length) {
            execute(new IncomingRequest(packet, size, this::release));
        } else if (back >= 1 && back <= Math.min(expected, requests.length)) {
            repeat(expected - back, ackNow);
        } else {
            gapTold &= !ackNow;
            tellGap();
        }
    }

    private void execute(IncomingRequest request) {
        int place = (int) (expected % requests.length);
        if (expected >= requests.length) {
            requests[place].forget();
        }
        requests[place] = request;
        expected++;
        gapTold = false;
        handler.execute(request);
    }

    private void repeat(long number, boolean ackNow) {
        IncomingRequest request = request(number);
        if (request.isDone()) {
            respond(number, request, ackNow);
        } else if (ackNow) {
            request.askAck();
        }
    }

    /** Answers those that are done, as far as all before them are. */
    private void release() {
        while (done < expected && request(done).isDone()) {
            IncomingRequest request = request(done++);
            respond(done - 1, request, request.ackNow());
        }
    }

    private void respond(long number, IncomingRequest request, boolean ackNow) {
        if (request.isAnswered()) {
            output.add(Packet.REPLY, request.status(), epoch, (int) number, (int) done, request.reply());
        } else if (ackNow) {
            acknowledge(NEXT);
        }
    }

    private void tellGap() {
        if (nonce != null && !gapTold) {
            gapTold = true;
            acknowledge(RESEND);
        }
    }

    private void acknowledge(int code) {
        output.add(Packet.ACK, code, epoch, 0, (int) done);
    }

    private IncomingRequest request(long number) {
        return requests[(int) (number % requests.length)];
    }
}
