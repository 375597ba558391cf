package org.duehsm.link;

/** The fields of a packet (PROTOCOL.md section 1): where they are, and what they may hold. */
final class Packet {

    static final byte HELLO = 0x01;
    static final byte WELCOME = 0x08;
    static final byte NO_SESSION = 0x0B;
    static final byte REQUEST = 0x12;
    static final byte REPLY = 0x19;
    static final byte ACK = 0x1A;

    static final int TYPE = 0;
    static final int CODE = 1;
    static final int EPOCH = 2;
    static final int SEQ = 4;
    static final int AUX = 6;
    static final int PAYLOAD = 8;
    static final int CHECK_SIZE = 4;

    private Packet() {}

    static int u16(byte[] packet, int at) {
        return packet[at] & 0xFF | (packet[at + 1] & 0xFF) << 8;
    }

    static int u32(byte[] packet, int at) {
        return u16(packet, at) | u16(packet, at + 2) << 16;
    }

    static void putU16(byte[] packet, int at, int value) {
        packet[at] = (byte) value;
        packet[at + 1] = (byte) (value >> 8);
    }

    static void putU32(byte[] packet, int at, int value) {
        putU16(packet, at, value);
        putU16(packet, at + 2, value >> 16);
    }
}
