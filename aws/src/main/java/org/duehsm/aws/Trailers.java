package org.duehsm.aws;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What follows a body of chunks, in the order of the names. Immutable.
 *
 * @param known those whose values are known before, by their names in lower case
 * @param checksum one that is computed while the body is sent
 */
public record Trailers(SortedMap<String, String> known, Optional<Checksum> checksum) {

    /** None. */
    public static final Trailers NONE = new Trailers(new TreeMap<>(), Optional.empty());

    /** Copies the map. */
    public Trailers {
        known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
    }

    /** A checksum alone. */
    public static Trailers of(Checksum checksum) {
        return new Trailers(new TreeMap<>(), Optional.of(checksum));
    }

    /** Whether there is one. */
    public boolean any() {
        return !known.isEmpty() || checksum.isPresent();
    }

    /** Each as it is sent, without the end of its line. */
    SortedMap<String, String> with(Optional<String> checksumValue) {
        SortedMap<String, String> all = new TreeMap<>(known);
        checksumValue.ifPresent(value -> all.put(checksum.orElseThrow().header(), value));
        return all;
    }

    /** Bytes of their lines, with two that end each. */
    long length() {
        long length = 0;
        for (Map.Entry<String, String> trailer : known.entrySet()) {
            length += trailer.getKey().length() + 1 + trailer.getValue().length() + 2;
        }
        if (checksum.isPresent()) {
            int base64 = (checksum.get().size() + 2) / 3 * 4;
            length += checksum.get().header().length() + 1 + base64 + 2;
        }
        return length;
    }
}
