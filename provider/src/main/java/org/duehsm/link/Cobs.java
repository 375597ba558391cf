package org.duehsm.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): makes any bytes free of zeros, so
 * that a zero can end a frame, at the cost of one byte in 254.
 */
final class Cobs {

    private static final int GROUP = 0xFF;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private Cobs() {}

    /** The most bytes that size bytes become. */
    static int bound(int size) {
        return size + size / (GROUP - 1) + 1;
    }

    /** Encodes the first size bytes of data to out from at on, and returns the end of what was written. */
    static int encode(byte[] data, int size, byte[] out, int at) {
        int i = 0;
        int end = at;
        while (true) {
            // Zeros often come in runs, and each is a group.
            while (size - i >= Long.BYTES && (long) WORDS.get(data, i) == 0) {
                WORDS.set(out, end, LOWEST_BITS);
                i += Long.BYTES;
                end += Long.BYTES;
            }
            int run = zero(data, i, Math.min(size, i + GROUP - 1)) - i;
            out[end++] = (byte) (run + 1);
            System.arraycopy(data, i, out, end, run);
            i += run;
            end += run;
            if (i == size) {
                return end;
            }
            // After a full group nothing is left out. After any other one stands a zero, and then another group.
            if (run < GROUP - 1) {
                i++;
            }
        }
    }

    /** Where the first zero of data is from from on, before to; to if there is none. */
    static int zero(byte[] data, int from, int to) {
        int i = from;
        while (to - i >= Long.BYTES) {
            long word = (long) WORDS.get(data, i);
            // Sets the top bit of the lowest byte that is zero, and of no byte below it.
            long zeros = word - LOWEST_BITS & ~word & HIGHEST_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        while (i < to && data[i] != 0) {
            i++;
        }
        return i;
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
            if (zero(frame, i, stop) < stop) {
                return -1;
            }
            System.arraycopy(frame, i, frame, end, stop - i);
            end += stop - i;
            i = stop;
            if (code < GROUP && i < size) {
                frame[end++] = 0;
            }
        }
        return end;
    }
}
