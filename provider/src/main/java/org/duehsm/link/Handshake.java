package org.duehsm.link;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.duehsm.link.LinkException.Reason;

/**
 * The opening of a session (PROTOCOL.md section 2) as a state machine, as {@link Session} is one: says HELLO
 * until the device says WELCOME. It has no port and no clock; times are nanoseconds of one clock.
 */
final class Handshake {

    private static final int HELLO_SIZE = Packet.PAYLOAD + Limits.HELLO_PAYLOAD_SIZE;
    private static final int NONCE_END = Packet.PAYLOAD + Limits.NONCE_SIZE;
    private static final long FIRST_REPEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LAST_REPEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String port;
    private final byte[] hello = new byte[HELLO_SIZE + Packet.CHECK_SIZE];
    private final byte[] wire = new byte[1 + FrameEncoder.bound(HELLO_SIZE)];
    private final int wireSize;
    private final FrameDecoder decoder = new FrameDecoder();
    private boolean said;
    private long firstSaid;
    private long lastSaid;
    private long repeatNanos = FIRST_REPEAT_NANOS;
    private boolean quiet = true;
    private boolean heard;

    /** @param port its name, for messages */
    Handshake(String port, byte[] nonce) {
        this.port = port;
        hello[Packet.TYPE] = Packet.HELLO;
        System.arraycopy(nonce, 0, hello, Packet.PAYLOAD, Limits.NONCE_SIZE);
        hello[NONCE_END] = Limits.VERSION;
        hello[NONCE_END + 1] = Limits.VERSION;
        // The delimiter in front ends whatever stands on the line.
        wireSize = new FrameEncoder().encode(hello, HELLO_SIZE, wire, 1);
    }

    static byte[] newNonce() {
        byte[] nonce = new byte[Limits.NONCE_SIZE];
        // Not a generator of our own provider: that would need the session it is to open.
        new SecureRandom().nextBytes(nonce);
        return nonce;
    }

    /** Whether HELLO is to be said: once, and again only after a silence, so that what an earlier program left on the line can drain. */
    boolean hasOutput(long now) {
        return !said || quiet && now - lastSaid >= repeatNanos;
    }

    /** What is to be written now. */
    byte[] output() {
        return Arrays.copyOf(wire, wireSize);
    }

    /** All that was given out is written. */
    void written(long now) {
        firstSaid = said ? firstSaid : now;
        if (said) {
            repeatNanos = Math.min(2 * repeatNanos, LAST_REPEAT_NANOS);
        }
        said = true;
        lastSaid = now;
    }

    /**
     * Takes size bytes of the device, 0 if none have come for a while; returns the WELCOME that they complete, or null.
     *
     * @throws LinkException if no session can be held with this device
     */
    Welcome input(byte[] chunk, int size) throws LinkException {
        for (int i = 0; i < size; i++) {
            if (decoder.accept(chunk[i]) && isOurs()) {
                return agreed();
            }
        }
        quiet = size == 0;
        heard |= size > 0;
        return null;
    }

    /** Nanoseconds since HELLO was first said: when WELCOME has just come, a round trip, or more than one. */
    long sinceHello(long now) {
        return now - firstSaid;
    }

    /** Why it failed, when there was no WELCOME for so long. */
    LinkException silent(long timeoutNanos) {
        return new LinkException(
                Reason.SILENT,
                port + ": connected, but no DueHSM answers there within " + timeoutNanos / 1_000_000 + " ms; "
                        + (heard
                                ? "what answers is not a DueHSM: upload the firmware, or set port to another device"
                                : "it is busy with another program, or with another class loader of this one, which has"
                                        + " to end first, or is not a DueHSM: then set port to another device")
                        + " ('due-hsm ports' lists what is here)",
                null);
    }

    private boolean isOurs() {
        byte[] packet = decoder.packet();
        return packet[Packet.TYPE] == Packet.WELCOME
                && decoder.size() >= Packet.PAYLOAD + Limits.WELCOME_PAYLOAD_SIZE
                && Arrays.equals(packet, Packet.PAYLOAD, NONCE_END, hello, Packet.PAYLOAD, NONCE_END);
    }

    private Welcome agreed() throws LinkException {
        byte[] packet = decoder.packet();
        Welcome welcome = Welcome.read(packet);
        if (packet[Welcome.VERSION_AT] != Limits.VERSION) {
            throw new LinkException(
                    Reason.VERSION,
                    port + ": the device speaks protocol versions " + (packet[Welcome.VERSION_AT + 1] & 0xFF)
                            + " to " + (packet[Welcome.VERSION_AT + 2] & 0xFF) + ", this library speaks "
                            + Limits.VERSION
                            + "; install a matching firmware or library",
                    null);
        }
        if (!welcome.isSane()) {
            throw new LinkException(
                    Reason.VERSION,
                    port + ": the device offers a session that cannot be held; update its firmware",
                    null);
        }
        return welcome;
    }
}
