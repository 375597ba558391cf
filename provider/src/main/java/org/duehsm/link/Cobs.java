package org.duehsm.link;

/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): makes any bytes free of zeros, so
 * that a zero can end a frame, at the cost of one byte in 254.
 */
final class Cobs {

    private static final int GROUP = 0xFF;

    private Cobs() {}

    /** The most bytes that size bytes become. */
    static int bound(int size) {
        return size + size / (GROUP - 1) + 1;
    }

    /** Encodes the first size bytes of data to out from at on, and returns the end of what was written. */
    static int encode(byte[] data, int size, byte[] out, int at) {
        int code = at;
        int end = at + 1;
        for (int i = 0; i < size; i++) {
            byte b = data[i];
            if (b != 0) {
                out[end++] = b;
            }
            if (b == 0 || end - code == GROUP) {
                out[code] = (byte) (end - code);
                // A full group at the very end stands alone: nothing follows that it could separate.
                if (b != 0 && i == size - 1) {
                    return end;
                }
                code = end++;
            }
        }
        out[code] = (byte) (end - code);
        return end;
    }

    /** Decodes the first size bytes of frame in place; returns how many they become, or -1 if they are no encoding. */
    static int decode(byte[] frame, int size) {
        int end = 0;
        int i = 0;
        while (i < size) {
            int code = frame[i++] & 0xFF;
            int stop = i + code - 1;
            if (code == 0 || stop > size) {
                return -1;
            }
            while (i < stop) {
                if (frame[i] == 0) {
                    return -1;
                }
                frame[end++] = frame[i++];
            }
            if (code < GROUP && i < size) {
                frame[end++] = 0;
            }
        }
        return end;
    }
}
