package org.duehsm.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What a manager's login seals (PROTOCOL.md, logins): requests, which nobody else can make, read or send once more, and
 * the answers to them. For one request at a time.
 */
final class Envelope {

    private static final byte[] ENCRYPTION = "seal enc".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AUTHENTICATION = "seal mac".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REQUEST = {0};
    private static final byte[] REPLY = {1};

    private final byte[] sessionKey;
    private long number = 1;

    /** @param sessionKey of the login, 32 bytes, which become this object's */
    Envelope(byte[] sessionKey) {
        this.sessionKey = sessionKey;
    }

    /** Puts a request, verb and payload, into the envelope of the next number. It has no data beside its head. */
    void seal(Request request) {
        byte[] inner = request.codeAndHead();
        crypt(inner);
        byte[] tag = tag(REQUEST, new byte[0], inner);
        request.start(Verb.ENVELOPE).u64(number).bytes(inner).bytes(tag);
    }

    /**
     * Takes the tag off a reply, and is ready for the next request if it is the device's to the one before.
     *
     * @return whether it is; if not, status and payload say nothing
     */
    boolean open(Reply reply) {
        byte[] payload = reply.rest();
        int size = payload.length - Limits.ENVELOPE_TAG_SIZE;
        if (size < 0) {
            return false;
        }
        byte[] inner = Arrays.copyOf(payload, size);
        byte[] tag = Arrays.copyOfRange(payload, size, payload.length);
        if (!MessageDigest.isEqual(tag, tag(REPLY, new byte[] {(byte) reply.status()}, inner))) {
            return false;
        }
        reply.shorten(Limits.ENVELOPE_TAG_SIZE);
        number++;
        return true;
    }

    private byte[] tag(byte[] direction, byte[] status, byte[] text) {
        byte[] key = key(AUTHENTICATION);
        byte[] mac = HmacSha256.mac(key, direction, encoded(number), status, text);
        Arrays.fill(key, (byte) 0);
        return Arrays.copyOf(mac, Limits.ENVELOPE_TAG_SIZE);
    }

    /** Counter mode: the text and a stream of MACs, of 32 bytes each. */
    private void crypt(byte[] text) {
        byte[] key = key(ENCRYPTION);
        byte[] counter = new byte[Integer.BYTES];
        byte[] stream = {};
        for (int i = 0; i < text.length; i++) {
            int at = i % HmacSha256.SIZE;
            if (at == 0) {
                Packet.putU32(counter, 0, i / HmacSha256.SIZE);
                stream = HmacSha256.mac(key, counter);
            }
            text[i] ^= stream[at];
            stream[at] = 0;
        }
        Arrays.fill(stream, (byte) 0);
        Arrays.fill(key, (byte) 0);
    }

    private byte[] key(byte[] label) {
        return HmacSha256.mac(sessionKey, label, encoded(number));
    }

    private static byte[] encoded(long number) {
        byte[] bytes = new byte[Long.BYTES];
        Packet.putU32(bytes, 0, (int) number);
        Packet.putU32(bytes, Integer.BYTES, (int) (number >> Integer.SIZE));
        return bytes;
    }

    /** Wipes the key; what is sealed afterwards opens nowhere. */
    void wipe() {
        Arrays.fill(sessionKey, (byte) 0);
    }
}
