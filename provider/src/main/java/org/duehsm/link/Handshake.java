package org.duehsm.link;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/** Opens a session: says HELLO until the device says WELCOME. */
final class Handshake {

    private static final int HELLO_SIZE = Packet.PAYLOAD + Limits.HELLO_PAYLOAD_SIZE;
    private static final int NONCE_END = Packet.PAYLOAD + Limits.NONCE_SIZE;
    private static final int READ_SIZE = 1024;
    private static final long REPEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Port port;
    private final byte[] hello = new byte[HELLO_SIZE + Packet.CHECK_SIZE];
    private final byte[] wire = new byte[1 + FrameEncoder.bound(HELLO_SIZE)];
    private final FrameDecoder decoder = new FrameDecoder();

    Handshake(Port port, byte[] nonce) {
        this.port = port;
        hello[Packet.TYPE] = Packet.HELLO;
        System.arraycopy(nonce, 0, hello, Packet.PAYLOAD, Limits.NONCE_SIZE);
        hello[NONCE_END] = Limits.VERSION;
        hello[NONCE_END + 1] = Limits.VERSION;
    }

    static byte[] newNonce() {
        byte[] nonce = new byte[Limits.NONCE_SIZE];
        // Not a generator of our own provider: that would need the session it is to open.
        new SecureRandom().nextBytes(nonce);
        return nonce;
    }

    Welcome perform(long timeoutNanos) throws LinkException {
        long start = System.nanoTime();
        byte[] chunk = new byte[READ_SIZE];
        // The delimiter in front ends whatever stands on the line.
        int end = new FrameEncoder().encode(hello, HELLO_SIZE, wire, 1);
        long said = start - REPEAT_NANOS;
        boolean quiet = true;
        boolean heard = false;
        try {
            do {
                // Said again only after a silence, so that what an earlier program left on the line can drain.
                if (quiet && System.nanoTime() - said >= REPEAT_NANOS) {
                    port.write(wire, 0, end);
                    said = System.nanoTime();
                }
                int count = port.read(chunk);
                for (int i = 0; i < count; i++) {
                    if (decoder.accept(chunk[i]) && isOurs()) {
                        return agreed();
                    }
                }
                quiet = count == 0;
                heard |= count > 0;
            } while (System.nanoTime() - start < timeoutNanos);
        } catch (LinkException e) {
            throw e;
        } catch (IOException e) {
            throw new LinkException(Reason.LOST, e.getMessage(), e);
        }
        throw new LinkException(
                Reason.SILENT,
                port.name() + ": connected, but no DueHSM answers there within " + timeoutNanos / 1_000_000 + " ms; "
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
                    port.name() + ": the device speaks protocol versions " + (packet[Welcome.VERSION_AT + 1] & 0xFF)
                            + " to " + (packet[Welcome.VERSION_AT + 2] & 0xFF) + ", this library speaks "
                            + Limits.VERSION
                            + "; install a matching firmware or library",
                    null);
        }
        if (!welcome.isSane()) {
            throw new LinkException(
                    Reason.VERSION,
                    port.name() + ": the device offers a session that cannot be held; update its firmware",
                    null);
        }
        return welcome;
    }
}
