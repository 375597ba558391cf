package org.duehsm.client;

import java.util.Arrays;

/** The bytes of a message that are still on the host: at most 64 KiB, and wiped wherever they leave an array. */
final class WipedBuffer {

    /** Bytes it can hold. */
    static final int CAPACITY = 65_536;

    private static final int FIRST_SIZE = 1_024;
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int length;

    /** The array that holds them, from 0 on. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Whether so many more fit; their sum may be too large for an int. */
    boolean fits(int more) {
        return more <= CAPACITY - length;
    }

    /** Appends; the caller has asked {@link #fits}. */
    void append(byte[] source, int offset, int count) {
        if (count > bytes.length - length) {
            grow(length + count);
        }
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    void append(byte single) {
        if (length == bytes.length) {
            grow(length + 1);
        }
        bytes[length++] = single;
    }

    /** Removes so many from the front, 0 to {@link #length()}. */
    void remove(int count) {
        int left = length - count;
        System.arraycopy(bytes, count, bytes, 0, left);
        Arrays.fill(bytes, left, length, (byte) 0);
        length = left;
    }

    /** Empties it. */
    void wipe() {
        remove(length);
    }

    private void grow(int least) {
        byte[] old = bytes;
        int size = Math.max(FIRST_SIZE, Integer.highestOneBit(least - 1) << 1);
        bytes = Arrays.copyOf(old, Math.min(CAPACITY, Math.max(size, least)));
        Arrays.fill(old, 0, length, (byte) 0);
    }
}
