package org.duehsm.link;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the device must have, and must have done, as far as its answers allow to tell; and the right MACs, by the JDK. */
final class Ledger {

    /** Whether a key is on the device. */
    enum Presence {
        ABSENT,
        PRESENT,
        /** The outcome of a change was not heard. */
        UNKNOWN
    }

    /** A key and its id. */
    static final class Key {
        final byte[] id;
        final Mac mac;
        Presence presence;

        /** @param bytes the key, or null if only the device knows it */
        Key(String id, byte[] bytes, Presence presence) {
            this.id = id.getBytes(StandardCharsets.UTF_8);
            this.mac = bytes == null ? null : macOf(bytes);
            this.presence = presence;
        }

        /** Takes what FIND says of it. */
        void resolve(int status, LinkSimulation simulation) {
            boolean there = status == Caller.OK;
            boolean allowed = presence == Presence.UNKNOWN || there == (presence == Presence.PRESENT);
            simulation.check(
                    allowed && (there || status == Caller.UNKNOWN_KEY),
                    "FIND of a key that is " + presence + " has status " + status);
            presence = there ? Presence.PRESENT : Presence.ABSENT;
        }
    }

    private static final int DATA_SIZE = 1 << 14;
    private static final byte[] DATA = data();

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private int macs;
    private int macsUnknown;
    private int changes;
    private int changesUnknown;

    private static byte[] data() {
        byte[] data = new byte[DATA_SIZE];
        new SplittableRandom(1).nextBytes(data);
        // Some zeros, and some runs without one: both matter to COBS.
        for (int i = 0; i < DATA_SIZE; i += 1 + (data[i] & 0x3F) * 8) {
            Arrays.fill(data, i, Math.min(DATA_SIZE, i + 1 + (data[i] & 3)), (byte) 0);
        }
        return data;
    }

    private static Mac macOf(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1", "SunJCE");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What all messages are pieces of. */
    static byte[] messages() {
        return DATA;
    }

    static byte[] mac(Key key, int from, int to) {
        key.mac.update(DATA, from, to - from);
        return key.mac.doFinal();
    }

    void add(Key key) {
        keys.put(new String(key.id, StandardCharsets.UTF_8), key);
    }

    /** The key with this id that was ever tried to be made, or null. */
    Key find(byte[] id) {
        return keys.get(new String(id, StandardCharsets.UTF_8));
    }

    List<Key> all() {
        return new ArrayList<>(keys.values());
    }

    /** A MAC was computed; or, if no answer came, may have been. */
    void mac(boolean answered) {
        if (answered) {
            macs++;
        } else {
            macsUnknown++;
        }
    }

    /** A key was made or deleted; or, if no answer came, may have been. */
    void change(boolean answered) {
        if (answered) {
            changes++;
        } else {
            changesUnknown++;
        }
    }

    boolean allowsMacs(long count) {
        return count >= macs && count <= macs + macsUnknown;
    }

    boolean allowsChanges(long count) {
        return count >= changes && count <= changes + changesUnknown;
    }

    @Override
    public String toString() {
        return macs + " MACs, " + macsUnknown + " unknown, " + changes + " changes, " + changesUnknown + " unknown";
    }
}
