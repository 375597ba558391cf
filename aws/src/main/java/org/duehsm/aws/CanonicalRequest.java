package org.duehsm.aws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The canonical request of Signature Version 4: what is hashed into the string to sign ("Create a signed AWS API
 * request", AWS IAM User Guide). {@code Signature4Signer} makes one itself; this is for programs whose requests are of
 * another HTTP client's kind, and nothing is checked here.
 *
 * @param method the HTTP method
 * @param path as {@link Signature4Rules#canonicalPath} has it
 * @param parameters those of the query that are signed, names and values as {@link PercentEncoding#encode} has them
 * @param headers those that are signed, by their names in lower case, with their values as they are sent
 * @param hash of the body, 64 lower-case hexadecimal digits, or what is signed in its place
 */
public record CanonicalRequest(
        String method,
        String path,
        List<Map.Entry<String, String>> parameters,
        SortedMap<String, String> headers,
        String hash) {

    /* By name, then by value, each encoded: "a=1" before "a-b=1", although '-' is before '='. */
    private static final Comparator<Map.Entry<String, String>> BY_NAME_AND_VALUE =
            Comparator.comparing(Map.Entry<String, String>::getKey).thenComparing(Map.Entry::getValue);

    /** The parameters of a query as it is sent, encoded the one way that is signed, in a list of the caller's own. */
    static List<Map.Entry<String, String>> parameters(String query) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        if (!query.isEmpty()) {
            for (String parameter : query.split("&", -1)) {
                String[] pair = parameter.split("=", 2);
                String value = pair.length == 1 ? "" : pair[1];
                parameters.add(Map.entry(PercentEncoding.reencode(pair[0]), PercentEncoding.reencode(value)));
            }
        }
        return parameters;
    }

    /** The names of headers, with semicolons between them. */
    static String names(SortedMap<String, String> headers) {
        return String.join(";", headers.keySet());
    }

    /** The names of the headers that are signed, with semicolons between them. */
    public String signedHeaders() {
        return names(headers);
    }

    /** All of it, as it is hashed: a session token may be in it, which belongs into no log. */
    @Override
    public String toString() {
        String query = parameters.stream()
                .sorted(BY_NAME_AND_VALUE)
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&"));
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        return method + "\n" + path + "\n" + query + "\n" + lines + "\n" + names(headers) + "\n" + hash;
    }
}
