package org.duehsm.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.duehsm.link.Limits;

/**
 * What a key may sign, besides what its algorithm demands: for HMAC by how messages begin and how long they are, for AWS
 * Signature 4 by region and service. The device keeps it with the key and checks it at each message. It is given with the
 * key, or later by {@link DueHsmClient#setLimits}. Instances do not change.
 */
public final class KeyLimits {

    /** No limits. */
    public static final KeyLimits NONE = new KeyLimits(new byte[0], null, List.of(), List.of(), List.of());

    /** The most characters of the name of a region or service. */
    public static final int MAX_NAME = Limits.LIMIT_NAME_MAX;

    /** The greatest {@linkplain #maxLength() length} that can be said, in bytes. */
    public static final long MAX_LENGTH = 0xFFFF_FFFFL;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_NAME + "}");

    private final byte[] prefix;
    private final Long maxLength; // null: none
    private final List<String> regions;
    private final List<String> services;
    private final List<String> others;

    /** As the device has them; an empty prefix and a length that is null are no limits. */
    KeyLimits(byte[] prefix, Long maxLength, List<String> regions, List<String> services, List<String> others) {
        this.prefix = prefix;
        this.maxLength = maxLength;
        this.regions = names("region", regions);
        this.services = names("service", services);
        this.others = List.copyOf(others);
    }

    /**
     * Limits to these regions and these services, for keys of AWS Signature 4. None of a kind: all. What is there twice
     * is left out.
     *
     * @throws IllegalArgumentException for the name of a region or service that is not 1 to 63 letters, digits,
     *     {@code -} and {@code _} of ASCII
     */
    public static KeyLimits of(Collection<String> regions, Collection<String> services) {
        return new KeyLimits(NONE.prefix, null, List.copyOf(regions), List.copyOf(services), List.of());
    }

    /**
     * The same, and for keys of HMAC: each message begins with these bytes, such as {@code reset-password:}, so that it is
     * of no other kind.
     *
     * @param prefix copied; 1 byte or more, and together with the key id at most 126
     * @throws IllegalArgumentException if it is empty
     */
    public KeyLimits withPrefix(byte[] prefix) {
        if (prefix.length == 0) {
            throw new IllegalArgumentException("every message has an empty prefix; a limit has a byte or more");
        }
        return new KeyLimits(prefix.clone(), maxLength, regions, services, others);
    }

    /**
     * The same, and for keys of HMAC: each message has at most so many bytes.
     *
     * @param bytes 0 to 4294967295
     * @throws IllegalArgumentException if it is none of these
     */
    public KeyLimits withMaxLength(long bytes) {
        if (bytes < 0 || bytes > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the greatest length of a message is 0 to " + MAX_LENGTH + " bytes, not " + bytes);
        }
        return new KeyLimits(prefix, bytes, regions, services, others);
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

    /** What each message begins with, a copy; empty: anything. */
    public byte[] prefix() {
        return prefix.clone();
    }

    /** The prefix, if it is UTF-8 without control characters. */
    public Optional<String> prefixText() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(prefix))
                    .toString();
            boolean readable = prefix.length > 0 && text.codePoints().noneMatch(Character::isISOControl);
            return readable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The most bytes of a message, 0 to 4294967295; absent: any number. */
    public OptionalLong maxLength() {
        return maxLength == null ? OptionalLong.empty() : OptionalLong.of(maxLength);
    }

    /** The regions, such as {@code eu-west-1}, sorted; empty: all. */
    public List<String> regions() {
        return regions;
    }

    /** The services by their signing names, such as {@code s3}, sorted; empty: all. */
    public List<String> services() {
        return services;
    }

    /** Limits of newer firmware that this library does not know, each in a few words; such are read, never stored. */
    public List<String> others() {
        return others;
    }

    /** Whether there are none. */
    public boolean isNone() {
        return !limitsMessages() && !limitsScopes() && others.isEmpty();
    }

    /** Whether there are some that only keys of HMAC have. */
    boolean limitsMessages() {
        return prefix.length > 0 || maxLength != null;
    }

    /** Whether there are some that only keys of AWS Signature 4 have. */
    boolean limitsScopes() {
        return !regions.isEmpty() || !services.isEmpty();
    }

    /** Such as {@code prefix "reset:"; at most 100 bytes}, {@code regions eu-west-1,us-east-1; services s3}, or {@code none}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (prefix.length > 0) {
            words.add("prefix "
                    + prefixText()
                            .map(text -> '"' + text + '"')
                            .orElseGet(() -> "0x" + HexFormat.of().formatHex(prefix)));
        }
        if (maxLength != null) {
            words.add("at most " + maxLength + (maxLength == 1 ? " byte" : " bytes"));
        }
        if (!regions.isEmpty()) {
            words.add("regions " + String.join(",", regions));
        }
        if (!services.isEmpty()) {
            words.add("services " + String.join(",", services));
        }
        words.addAll(others);
        return words.isEmpty() ? "none" : String.join("; ", words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyLimits limits
                && Arrays.equals(prefix, limits.prefix)
                && Objects.equals(maxLength, limits.maxLength)
                && regions.equals(limits.regions)
                && services.equals(limits.services)
                && others.equals(limits.others);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(prefix), maxLength, regions, services, others);
    }

    /**
     * Returns them, if a key can have them.
     *
     * @param keyId its id, 1 to 128 bytes of UTF-8
     * @throws IllegalArgumentException that says why not: they are not for its algorithm, are together with the id more
     *     than 128 bytes in the device, or not known well enough
     */
    public KeyLimits requireFor(String keyId, Algorithm algorithm) {
        LimitList.encode(this, keyId, algorithm, KeyId.encode(keyId));
        return this;
    }
}
