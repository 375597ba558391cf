package org.duehsm.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Limits of a key as the device takes and tells them: of each its type, the length of its value, and that; by ascending
 * types (PROTOCOL.md section 4).
 */
final class LimitList {

    private static final int PREFIX = 1;
    private static final int MAX_LENGTH = 2;
    private static final int REGIONS = 3;
    private static final int SERVICES = 4;
    private static final int HEAD = 2;
    private static final int MAX_VALUE = 0xFF;

    private LimitList() {}

    /**
     * The bytes, 0 to 127, for a key with this id and its bytes.
     *
     * @throws IllegalArgumentException as {@link KeyLimits#requireFor} says
     */
    static byte[] encode(KeyLimits limits, String keyId, Algorithm algorithm, byte[] id) {
        requireKnown(limits, keyId, algorithm);
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        boolean fits = append(list, PREFIX, limits.prefix())
                && append(list, MAX_LENGTH, u32(limits))
                && append(list, REGIONS, names(limits.regions()))
                && append(list, SERVICES, names(limits.services()));
        if (!fits || id.length + list.size() > KeyId.MAX_BYTES) {
            throw new IllegalArgumentException("key \"" + keyId + "\": the limits " + limits
                    + " are too long; they have"
                    + " together with the key id at most " + KeyId.MAX_BYTES + " bytes, and 2 for each kind count too: "
                    + (limits.limitsMessages() ? "take a shorter prefix" : "name fewer regions or services")
                    + ", or take a shorter id");
        }
        return list.toByteArray();
    }

    private static void requireKnown(KeyLimits limits, String keyId, Algorithm algorithm) {
        if (limits.limitsScopes() && algorithm.isHmac()) {
            throw new IllegalArgumentException("key \"" + keyId + "\": limits on regions and services are for keys of "
                    + Algorithm.AWS4_HMAC_SHA256.jcaName() + ", not of " + algorithm.jcaName());
        }
        if (limits.limitsMessages() && !algorithm.isHmac()) {
            throw new IllegalArgumentException(
                    "key \"" + keyId + "\": limits on the prefix and the length of messages are"
                            + " for keys of HMAC, not of " + algorithm.jcaName());
        }
        if (!limits.others().isEmpty()) {
            throw new IllegalArgumentException(
                    "key \"" + keyId + "\": this library does not store " + String.join(" or ", limits.others()));
        }
    }

    private static byte[] u32(KeyLimits limits) {
        if (limits.maxLength().isEmpty()) {
            return new byte[0];
        }
        long value = limits.maxLength().getAsLong();
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }

    private static byte[] names(List<String> names) {
        return String.join(",", names).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether there was room; an empty value is no limit. */
    private static boolean append(ByteArrayOutputStream list, int type, byte[] value) {
        if (value.length > MAX_VALUE) {
            return false;
        }
        if (value.length > 0) {
            list.write(type);
            list.write(value.length);
            list.writeBytes(value);
        }
        return true;
    }

    /**
     * What a device has answered.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    static KeyLimits decode(byte[] list) {
        byte[] prefix = {};
        Long maxLength = null;
        List<String> regions = List.of();
        List<String> services = List.of();
        List<String> others = new ArrayList<>();
        for (int at = 0; at < list.length; ) {
            int begin = at + HEAD;
            int end = begin <= list.length ? begin + (list[at + 1] & 0xFF) : begin;
            if (end > list.length) {
                throw new IllegalArgumentException("the limits end in the middle of one");
            }
            byte[] value = Arrays.copyOfRange(list, begin, end);
            switch (list[at] & 0xFF) {
                case PREFIX -> prefix = requireValue(value);
                case MAX_LENGTH -> maxLength = u32(value);
                case REGIONS -> regions = names(value);
                case SERVICES -> services = names(value);
                default ->
                    others.add("limit " + (list[at] & 0xFF) + " of "
                            + HexFormat.of().formatHex(value));
            }
            at = end;
        }
        return new KeyLimits(prefix, maxLength, regions, services, others);
    }

    private static byte[] requireValue(byte[] prefix) {
        if (prefix.length == 0) {
            throw new IllegalArgumentException("the prefix is empty");
        }
        return prefix;
    }

    private static long u32(byte[] value) {
        if (value.length != Integer.BYTES) {
            throw new IllegalArgumentException("a length has " + value.length + " bytes");
        }
        return (value[0] & 0xFFL) | (value[1] & 0xFFL) << 8 | (value[2] & 0xFFL) << 16 | (value[3] & 0xFFL) << 24;
    }

    private static List<String> names(byte[] value) {
        return List.of(new String(value, StandardCharsets.UTF_8).split(",", -1));
    }
}
