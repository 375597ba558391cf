package org.duehsm.aws;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A checksum of a whole body that S3 compares and stores with the object ("Checking object integrity", Amazon S3
 * User Guide). In a body of chunks it is a trailer, computed while the body is sent.
 */
public enum Checksum {
    /** {@code x-amz-checksum-crc32}: ISO 3309, 4 bytes. */
    CRC32,
    /** {@code x-amz-checksum-crc32c}: RFC 3720, 4 bytes. */
    CRC32C,
    /** {@code x-amz-checksum-crc64nvme}: NVM Express, "64b CRC Polynomial Definition", 8 bytes. */
    CRC64NVME,
    /** {@code x-amz-checksum-md5}: 16 bytes. */
    MD5,
    /** {@code x-amz-checksum-sha1}: 20 bytes. */
    SHA1,
    /** {@code x-amz-checksum-sha256}: 32 bytes. */
    SHA256,
    /** {@code x-amz-checksum-sha512}: 64 bytes. */
    SHA512;

    /** One that is computed piece by piece. */
    public interface Running {

        /** These bytes, too. */
        void update(byte[] data, int offset, int length);

        /** The checksum, big-endian where it is a number; asked for once. */
        byte[] value();
    }

    /** The name of the header, in lower case. */
    public String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** Bytes of a value. */
    int size() {
        return start().value().length;
    }

    /** That of no bytes yet. */
    public Running start() {
        return switch (this) {
            case CRC32 -> crc(new CRC32(), Integer.BYTES);
            case CRC32C -> crc(new CRC32C(), Integer.BYTES);
            case CRC64NVME -> crc(new Crc64Nvme(), Long.BYTES);
            case MD5 -> digest("MD5");
            case SHA1 -> digest("SHA-1");
            case SHA256 -> digest("SHA-256");
            case SHA512 -> digest("SHA-512");
        };
    }

    private static Running crc(java.util.zip.Checksum crc, int size) {
        return new Running() {
            @Override
            public void update(byte[] data, int offset, int length) {
                crc.update(data, offset, length);
            }

            @Override
            public byte[] value() {
                byte[] value =
                        ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).array();
                return Arrays.copyOfRange(value, Long.BYTES - size, Long.BYTES);
            }
        };
    }

    private static Running digest(String name) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
        return new Running() {
            @Override
            public void update(byte[] data, int offset, int length) {
                digest.update(data, offset, length);
            }

            @Override
            public byte[] value() {
                return digest.digest();
            }
        };
    }
}
