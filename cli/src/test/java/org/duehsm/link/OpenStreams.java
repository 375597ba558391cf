package org.duehsm.link;

import java.util.BitSet;

/** Which of a device's streams are open, by the bytes that go to it; for a line that loses nothing. */
public final class OpenStreams {

    private static final int VERB = 0x0F;

    private final FrameDecoder decoder = new FrameDecoder();
    private final BitSet open = new BitSet();

    /** Takes bytes on their way to the device. */
    public synchronized void hear(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (decoder.accept(bytes[i])) {
                hear(decoder.packet());
            }
        }
    }

    private void hear(byte[] packet) {
        if (packet[Packet.TYPE] == Packet.HELLO) {
            open.clear();
        } else if (packet[Packet.TYPE] == Packet.REQUEST) {
            int code = packet[Packet.CODE];
            int stream = Packet.u16(packet, Packet.AUX);
            switch (code & VERB) {
                case Verb.MAC -> open.set(stream, (code & Verb.LAST) == 0);
                case Verb.COPY -> open.set(Packet.u16(packet, Packet.PAYLOAD));
                case Verb.ABORT -> open.clear(stream);
                default -> {} // no stream
            }
        }
    }

    /** How many are open. */
    public synchronized int count() {
        return open.cardinality();
    }
}
