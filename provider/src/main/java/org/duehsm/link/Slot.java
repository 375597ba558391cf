package org.duehsm.link;

import java.util.Arrays;

/** A place of the {@link Window}: the packet of a request until that is done, and what became of it. */
final class Slot {
    byte[] packet;
    int size;
    int wireBound;
    boolean answered;
    boolean done;

    /** Whether it is to be sent again. */
    boolean again;

    /** The call that it completes, or null. */
    Call waiting;

    /** The stream that it is for, or null. */
    Stream stream;

    /** The places of its first and last transmission among all; 0 before the first. */
    long firstSent;

    long lastSent;

    /** When it was sent last. */
    long time;

    /** It is sent, as the transmission of this number. */
    void sent(long order, long now) {
        firstSent = firstSent == 0 ? order : firstSent;
        lastSent = order;
        time = now;
    }

    boolean wasSentOnce() {
        return firstSent == lastSent;
    }

    /** Wipes the packet, and forgets what it was for. */
    void clear() {
        Arrays.fill(packet, 0, size + Packet.CHECK_SIZE, (byte) 0);
        waiting = null;
        stream = null;
        firstSent = 0;
    }
}
