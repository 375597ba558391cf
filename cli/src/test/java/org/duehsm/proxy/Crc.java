package org.duehsm.proxy;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/** The checksum that SDKs send unless told otherwise. */
final class Crc {

    private Crc() {}

    static String base64(byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(data);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
