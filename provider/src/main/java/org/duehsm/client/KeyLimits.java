package org.duehsm.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.duehsm.link.Limits;

/**
 * What a key for AWS Signature 4 signs for, besides what its algorithm demands. The device keeps it with the key and
 * checks it at each signature; only another import, in place of the key, changes it.
 *
 * @param regions the regions, such as {@code eu-west-1}, sorted; empty: all
 * @param services the services by their signing names, such as {@code s3}, sorted; empty: all
 * @param others limits of newer firmware that this library does not know, each in a few words; such are read, never stored
 */
public record KeyLimits(List<String> regions, List<String> services, List<String> others) {

    /** No limits. */
    public static final KeyLimits NONE = of(List.of(), List.of());

    /** The most characters of the name of a region or service. */
    public static final int MAX_NAME = Limits.LIMIT_NAME_MAX;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_NAME + "}");
    private static final int REGIONS = 3;
    private static final int SERVICES = 4;
    private static final int HEAD = 2;
    private static final int MAX_VALUE = 0xFF;

    /**
     * Sorts the names, and leaves out what is there twice.
     *
     * @throws IllegalArgumentException for the name of a region or service that is not 1 to 63 letters, digits,
     *     {@code -} and {@code _} of ASCII
     */
    public KeyLimits {
        regions = names("region", regions);
        services = names("service", services);
        others = List.copyOf(others);
    }

    /** Limits to these regions and these services; throws as the constructor. */
    public static KeyLimits of(Collection<String> regions, Collection<String> services) {
        return new KeyLimits(List.copyOf(regions), List.copyOf(services), List.of());
    }

    private static List<String> names(String what, List<String> names) {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("the name of a " + what + " is 1 to " + MAX_NAME
                        + " letters, digits, '-' and '_', not \"" + name + "\"");
            }
        }
        return List.copyOf(new TreeSet<>(names));
    }

    /** Whether there are none. */
    public boolean isNone() {
        // Not equals(NONE): JDK 17 holds on to the class loader of the record that was compared last (RedeployTest).
        return regions.isEmpty() && services.isEmpty() && others.isEmpty();
    }

    /** Such as {@code regions eu-west-1,us-east-1; services s3}, or {@code none}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (!regions.isEmpty()) {
            words.add("regions " + String.join(",", regions));
        }
        if (!services.isEmpty()) {
            words.add("services " + String.join(",", services));
        }
        words.addAll(others);
        return words.isEmpty() ? "none" : String.join("; ", words);
    }

    /**
     * Returns them, if a key can have them.
     *
     * @param keyId its id, 1 to 128 bytes of UTF-8
     * @throws IllegalArgumentException that says why not: they are not for its algorithm, are together with the id more
     *     than 128 bytes in the device, or not known well enough
     */
    public KeyLimits requireFor(String keyId, Algorithm algorithm) {
        encode(keyId, algorithm, KeyId.encode(keyId));
        return this;
    }

    /** As the device takes them with a key: of each its type, the length of its value, and that; by ascending types. */
    byte[] encode(String keyId, Algorithm algorithm, byte[] id) {
        if (!isNone() && algorithm.isHmac()) {
            throw new IllegalArgumentException("key \"" + keyId + "\": limits on regions and services are for keys of "
                    + Algorithm.AWS4_HMAC_SHA256.jcaName() + ", not of " + algorithm.jcaName());
        }
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "key \"" + keyId + "\": this library does not store " + String.join(" or ", others));
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        boolean fits = append(encoded, REGIONS, regions) && append(encoded, SERVICES, services);
        if (!fits || id.length + encoded.size() > KeyId.MAX_BYTES) {
            throw new IllegalArgumentException("key \"" + keyId + "\": the limits " + this + " are too long; they have"
                    + " together with the key id at most " + KeyId.MAX_BYTES + " bytes, and 2 for each kind count too:"
                    + " name fewer regions or services, or take a shorter id");
        }
        return encoded.toByteArray();
    }

    private static boolean append(ByteArrayOutputStream encoded, int type, List<String> names) {
        byte[] value = String.join(",", names).getBytes(StandardCharsets.US_ASCII);
        if (value.length > MAX_VALUE) {
            return false;
        }
        if (value.length > 0) {
            encoded.write(type);
            encoded.write(value.length);
            encoded.writeBytes(value);
        }
        return true;
    }

    /**
     * What a device has answered.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    static KeyLimits decode(byte[] encoded) {
        List<String> regions = List.of();
        List<String> services = List.of();
        List<String> others = new ArrayList<>();
        for (int at = 0; at < encoded.length; ) {
            int value = at + HEAD;
            int end = value <= encoded.length ? value + (encoded[at + 1] & 0xFF) : value;
            if (end > encoded.length) {
                throw new IllegalArgumentException("the limits end in the middle of one");
            }
            String text = new String(encoded, value, end - value, StandardCharsets.UTF_8);
            switch (encoded[at] & 0xFF) {
                case REGIONS -> regions = List.of(text.split(",", -1));
                case SERVICES -> services = List.of(text.split(",", -1));
                default ->
                    others.add("limit " + (encoded[at] & 0xFF) + " of "
                            + HexFormat.of().formatHex(Arrays.copyOfRange(encoded, value, end)));
            }
            at = end;
        }
        return new KeyLimits(regions, services, others);
    }
}
