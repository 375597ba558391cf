package org.duehsm.benchmarks;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The frames of PROTOCOL.md sections 1 and 2, as far as the bare loop and the loopback device need
 * them. They have their own, so that they stay the same measure whatever the provider does.
 */
final class Frames {

    static final int HELLO = 0x01;
    static final int WELCOME = 0x08;
    static final int REQUEST = 0x12;
    static final int REPLY = 0x19;
    static final int ACK = 0x1A;

    static final int CODE = 1;
    static final int EPOCH = 2;
    static final int SEQ = 4;
    static final int AUX = 6;
    static final int PAYLOAD = 8;
    static final int CHECK_SIZE = 4;

    static final int MAC = 1;
    static final int FIND = 6;
    static final int FIRST = 0x10;
    static final int LAST = 0x20;
    static final int ACK_NOW = 0x80;

    static final int NONCE_SIZE = 8;
    static final int WELCOME_SIZE = 48;

    private static final byte VERSION = 1;
    private static final int GROUP = 0xFF;

    private Frames() {}

    /** The most bytes on the wire of a packet of size bytes without its check. */
    static int bound(int size) {
        int packet = size + CHECK_SIZE;
        return packet + packet / (GROUP - 1) + 2;
    }

    static int u16(byte[] packet, int at) {
        return packet[at] & 0xFF | (packet[at + 1] & 0xFF) << 8;
    }

    static void putU16(byte[] packet, int at, int value) {
        packet[at] = (byte) value;
        packet[at + 1] = (byte) (value >> 8);
    }

    static void putU32(byte[] packet, int at, int value) {
        putU16(packet, at, value);
        putU16(packet, at + 2, value >> 16);
    }

    /** Starts a packet: everything before its payload. */
    static void header(byte[] packet, int type, int code, int epoch, int seq, int aux) {
        packet[0] = (byte) type;
        packet[CODE] = (byte) code;
        putU16(packet, EPOCH, epoch);
        putU16(packet, SEQ, seq);
        putU16(packet, AUX, aux);
    }

    /** The frame of a HELLO with this nonce, after a delimiter, which ends what came before. */
    static byte[] hello(byte[] nonce) {
        byte[] packet = new byte[PAYLOAD + NONCE_SIZE + 2 + CHECK_SIZE];
        header(packet, HELLO, 0, 0, 0, 0);
        System.arraycopy(nonce, 0, packet, PAYLOAD, nonce.length);
        packet[PAYLOAD + NONCE_SIZE] = VERSION;
        packet[PAYLOAD + NONCE_SIZE + 1] = VERSION;
        byte[] frame = new byte[1 + bound(packet.length)];
        return Arrays.copyOf(frame, encode(packet, packet.length - CHECK_SIZE, frame, 1));
    }

    /**
     * Appends the check to the packet, which has room for it, and writes the frame to out.
     *
     * @param size bytes of the packet without its check
     * @return the end of the frame in out, delimiter included
     */
    static int encode(byte[] packet, int size, byte[] out, int at) {
        CRC32C crc = new CRC32C();
        crc.update(packet, 0, size);
        putU32(packet, size, (int) crc.getValue());
        int code = at;
        int end = at + 1;
        int left = size + CHECK_SIZE;
        for (int i = 0; left > 0; i++) {
            left--;
            if (packet[i] != 0) {
                out[end++] = packet[i];
            }
            if (packet[i] == 0 || end - code == GROUP && left > 0) {
                out[code] = (byte) (end - code);
                code = end++;
            }
        }
        out[code] = (byte) (end - code);
        out[end] = 0;
        return end + 1;
    }

    /**
     * Decodes what stands before the delimiter, as many bytes of the packet as there is room for.
     * Trusts the line: neither the encoding nor the check is looked at.
     *
     * @return bytes written to packet
     */
    static int decode(byte[] wire, int from, int to, byte[] packet) {
        int size = 0;
        int in = from;
        while (in < to && size < packet.length) {
            int code = wire[in++] & 0xFF;
            int run = Math.min(code - 1, packet.length - size);
            for (int i = 0; i < run; i++) {
                packet[size++] = wire[in++];
            }
            if (code < GROUP && in < to && size < packet.length) {
                packet[size++] = 0;
            }
        }
        return size;
    }
}
