package org.duehsm.link;

import java.io.IOException;
import org.duehsm.link.LinkException.Reason;
import org.duehsm.port.Port;

/**
 * The reading side of a link, on a thread of its own. It never writes, so a device that takes no
 * bytes cannot stop it: it notices, and ends the session.
 */
final class Receiver implements Runnable {

    private static final int READ_SIZE = 4096;
    private static final int GAP = 1;

    private final Port port;
    private final Welcome welcome;
    private final Traffic traffic;
    private final FrameDecoder decoder = new FrameDecoder();
    private final Wakeups wakeups = new Wakeups();

    Receiver(Port port, Welcome welcome, Traffic traffic) {
        this.port = port;
        this.welcome = welcome;
        this.traffic = traffic;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[READ_SIZE];
        try {
            while (traffic.failure() == null) {
                receive(chunk, port.read(chunk));
            }
        } catch (IOException | RuntimeException e) {
            traffic.fail(Reason.LOST, e.getMessage(), e);
        } finally {
            port.close();
        }
    }

    private void receive(byte[] chunk, int size) {
        Reason over = null;
        synchronized (traffic) {
            long now = System.nanoTime();
            for (int i = 0; i < size && over == null; i++) {
                if (decoder.accept(chunk[i])) {
                    over = dispatch(decoder.packet(), decoder.size(), now);
                }
            }
            if (over == null && traffic.isStuck(now)) {
                over = Reason.SILENT;
            }
            // Whoever is woken for a reply of its own sees to the writing before it goes.
            if (wakeups.isEmpty()) {
                wakeups.add(traffic.idleWriter());
            }
        }
        wakeups.wake();
        if (over != null) {
            end(over);
        }
    }

    /** Handles a packet; returns why the session is over, or null. With the lock of the traffic. */
    private Reason dispatch(byte[] packet, int size, long now) {
        if (Packet.u16(packet, Packet.EPOCH) != welcome.epoch()) {
            return null;
        }
        switch (packet[Packet.TYPE]) {
            case Packet.REPLY -> traffic.window.reply(packet, size, now, wakeups);
            case Packet.ACK -> traffic.window.ack(Packet.u16(packet, Packet.AUX), packet[Packet.CODE] == GAP, now);
            case Packet.NO_SESSION -> {
                if (size >= Packet.PAYLOAD + Integer.BYTES) {
                    return Packet.u32(packet, Packet.PAYLOAD) == welcome.boot() ? Reason.TAKEN : Reason.RESET;
                }
            }
            default -> {
                // A late WELCOME, or something of a later version: not for us.
            }
        }
        return null;
    }

    private void end(Reason reason) {
        switch (reason) {
            case RESET -> traffic.fail(reason, port.name() + ": the device was reset", null);
            case TAKEN ->
                traffic.fail(
                        reason,
                        port.name()
                                + ": another program has taken the device; stop that program, then close this client,"
                                + " or restart this program, to use the device again",
                        null);
            default -> traffic.failSilent();
        }
    }
}
