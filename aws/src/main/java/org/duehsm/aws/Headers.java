package org.duehsm.aws;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers of a request: by names of which case does not matter, with values that a header can have. */
final class Headers {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /* What a request has one of; of others, servers join the values. */
    private static final Set<String> ONCE = Set.of(
            "content-length", "content-md5", "content-type", "date", "host", "x-amz-date", "x-amz-security-token");

    private Headers() {}

    /** The headers, checked, of which those whose names differ in case are one; not to be changed. */
    static SortedMap<String, String> of(Map<String, String> headers) {
        SortedMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> add(copy, name, value));
        return Collections.unmodifiableSortedMap(copy);
    }

    /** The headers and one more; its value follows, after a comma, one that is there, or is refused. */
    static SortedMap<String, String> with(SortedMap<String, String> headers, String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(headers);
        add(more, name, value);
        return more;
    }

    private static void add(Map<String, String> headers, String name, String value) {
        Texts.require(NAME, name, "a header's name is a token (RFC 9110, 5.1)");
        requireValue(name, value);
        if (headers.containsKey(name) && ONCE.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a request has one header " + name + ", not two");
        }
        headers.merge(name, value.strip(), (first, second) -> first + "," + second);
    }

    /* Without the value in the error: it may be a session token, with the line break of the file it came from. */
    private static void requireValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                throw new IllegalArgumentException(String.format(
                        "the value of the header %s is printable ASCII, and has \\u%04X at index %d",
                        name, (int) c, i));
            }
        }
    }
}
