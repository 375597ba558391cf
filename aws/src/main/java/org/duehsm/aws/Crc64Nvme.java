package org.duehsm.aws;

import java.util.zip.Checksum;

/**
 * The CRC of 64 bits of NVM Express (Command Set Specification, "64b CRC Polynomial Definition"): polynomial
 * AD93D23594C93659, bits reflected, all ones before and after.
 */
final class Crc64Nvme implements Checksum {

    private static final long REFLECTED_POLYNOMIAL = Long.reverse(0xAD93D23594C93659L);

    /* For eight bytes at a time: row k has what a byte does k bytes later. */
    private static final long[][] TABLE = new long[Long.BYTES][256];

    static {
        for (int i = 0; i < 256; i++) {
            long crc = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : REFLECTED_POLYNOMIAL);
            }
            TABLE[0][i] = crc;
        }
        for (int i = 0; i < 256; i++) {
            for (int k = 1; k < Long.BYTES; k++) {
                long before = TABLE[k - 1][i];
                TABLE[k][i] = (before >>> Byte.SIZE) ^ TABLE[0][(int) before & 0xff];
            }
        }
    }

    private long crc = -1;

    @Override
    public void update(int b) {
        crc = (crc >>> Byte.SIZE) ^ TABLE[0][((int) crc ^ b) & 0xff];
    }

    @Override
    public void update(byte[] data, int offset, int length) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long next = 0;
            for (int k = 0; k < Long.BYTES; k++) {
                int index = ((int) (crc >>> (Byte.SIZE * k)) ^ data[i + k]) & 0xff;
                next ^= TABLE[Long.BYTES - 1 - k][index];
            }
            crc = next;
        }
        for (; i < end; i++) {
            update(data[i]);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }
}
