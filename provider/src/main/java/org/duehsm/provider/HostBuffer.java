package org.duehsm.provider;

import java.util.Arrays;

/** The bytes of a message that are still on the host: at most 64 KiB, wiped when dropped. */
final class HostBuffer {

    /** Bytes it can hold. */
    static final int CAPACITY = 65_536;

    private static final int FIRST_SIZE = 1_024;

    private byte[] bytes = new byte[0];
    private int length;

    HostBuffer() {}

    private HostBuffer(HostBuffer original) {
        bytes = original.bytes.clone();
        length = original.length;
    }

    /** The array that holds them, from 0 on. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

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

    /** Empties it. */
    void wipe() {
        Arrays.fill(bytes, 0, length, (byte) 0);
        length = 0;
    }

    HostBuffer copy() {
        return new HostBuffer(this);
    }

    private void grow(int least) {
        byte[] old = bytes;
        int size = Math.max(FIRST_SIZE, Integer.highestOneBit(least - 1) << 1);
        bytes = Arrays.copyOf(old, Math.min(CAPACITY, Math.max(size, least)));
        Arrays.fill(old, 0, length, (byte) 0);
    }
}
