package org.duehsm.link;

import org.duehsm.link.LinkException.Reason;

/** Finds packets in what comes from the device, and follows them. Under the lock of the traffic. */
final class Receiver {

    private static final int GAP = 1;

    private final String port;
    private final Welcome welcome;
    private final Traffic traffic;
    private final Window window;
    private final FrameDecoder decoder = new FrameDecoder();

    Receiver(String port, Welcome welcome, Traffic traffic, Window window) {
        this.port = port;
        this.welcome = welcome;
        this.traffic = traffic;
        this.window = window;
    }

    /** Takes size bytes; returns why the session is over, or null. */
    LinkException receive(byte[] chunk, int size, long now, Wakeups wakeups) {
        for (int i = 0; i < size; i++) {
            if (decoder.accept(chunk[i])) {
                LinkException over = follow(decoder.packet(), decoder.size(), now, wakeups);
                if (over != null) {
                    return over;
                }
            }
        }
        return null;
    }

    private LinkException follow(byte[] packet, int size, long now, Wakeups wakeups) {
        if (Packet.u16(packet, Packet.EPOCH) != welcome.epoch()) {
            return null;
        }
        switch (packet[Packet.TYPE]) {
            case Packet.REPLY -> {
                Exchange completed = window.reply(packet, size, now);
                if (completed != null) {
                    traffic.completed(completed, wakeups);
                }
            }
            case Packet.ACK -> window.ack(Packet.u16(packet, Packet.AUX), packet[Packet.CODE] == GAP, now);
            case Packet.NO_SESSION -> {
                if (size >= Packet.PAYLOAD + Integer.BYTES) {
                    return over(Packet.u32(packet, Packet.PAYLOAD));
                }
            }
            default -> {
                // A late WELCOME, or something of a later version: not for us.
            }
        }
        return null;
    }

    private LinkException over(int boot) {
        if (boot != welcome.boot()) {
            return new LinkException(Reason.RESET, port + ": the device was reset", null);
        }
        return new LinkException(
                Reason.TAKEN,
                port + ": another program has taken the device; stop that program, or share the device by 'due-hsm"
                        + " serve'; it is tried again by a call that comes later, 10 s or more",
                null);
    }
}
