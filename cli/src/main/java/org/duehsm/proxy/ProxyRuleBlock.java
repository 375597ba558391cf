package org.duehsm.proxy;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.duehsm.aws.Signature4Rules;
import org.duehsm.client.KeyId;
import org.duehsm.rules.KeyPattern;
import org.duehsm.rules.Word;

/** The lines of one rule while they are read. Throws IllegalArgumentException, without file and line, for what is none. */
final class ProxyRuleBlock {

    private static final List<String> NEEDED =
            List.of("placeholder", "upstream", "key", "region", "service", "dialect", "body", "allow");
    private static final List<String> OTHERS = List.of("virtual-hosted", "timeout");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH");
    private static final Map<String, Signature4Rules> DIALECTS =
            Map.of("s3", Signature4Rules.S3, "general", Signature4Rules.GENERAL);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Za-z0-9_-]{16,128}");
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_-]{1,63}");
    private static final Pattern KEY = Pattern.compile("[!-~&&[^,]]+");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,3}");

    private static final String PATIENCE = "60"; // s

    private final String name;
    private final Map<String, String> values = new TreeMap<>();
    private final Set<String> buckets = new LinkedHashSet<>();
    private final List<Allowed> allowed = new ArrayList<>();
    private URI upstream;

    private ProxyRuleBlock(String name) {
        this.name = name;
    }

    /** Begins one with its first line. */
    static ProxyRuleBlock begin(List<Word> words) {
        if (words.size() != 2) {
            throw new IllegalArgumentException("a rule begins by its name, and nothing behind it: rule NAME");
        }
        return new ProxyRuleBlock(
                matching(NAME, words.get(1).text(), "the name of a rule is 1 to 64 printable characters of ASCII"));
    }

    /** Takes a line. */
    void add(List<Word> words) {
        String word = words.get(0).text();
        if (!NEEDED.contains(word) && !OTHERS.contains(word)) {
            throw new IllegalArgumentException("'" + word + "' is no word of a rule; there is "
                    + String.join(", ", NEEDED) + ", " + String.join(", ", OTHERS));
        }
        if (word.equals("allow")) {
            allow(words);
        } else if (word.equals("virtual-hosted")) {
            virtualHosted(words);
        } else {
            if (words.size() != 2) {
                throw new IllegalArgumentException(
                        "one value belongs behind '" + word + "', not " + (words.size() - 1));
            }
            if (values.put(word, checked(word, words.get(1).text())) != null) {
                throw new IllegalArgumentException("the rule has '" + word + "' twice");
            }
        }
    }

    private String checked(String word, String value) {
        switch (word) {
            case "placeholder" -> // its value is not in the error: it is a token
                matching(
                        PLACEHOLDER,
                        value,
                        "",
                        "a placeholder is 16 to 128 letters, digits, dashes and underscores that nobody can guess, because"
                                + " it is its clients' token; make one by: openssl rand -hex 16");
            case "upstream" -> upstream = upstream(value);
            case "key" -> {
                KeyId.require(value);
                matching(KEY, value, "an access key id is printable ASCII without spaces and commas");
            }
            case "region", "service" ->
                matching(SCOPE, value, "a " + word + " is 1 to 63 letters, digits, dashes and underscores");
            case "dialect" -> oneOf(DIALECTS.keySet().stream().sorted().toList(), word, value);
            case "body" -> oneOf(List.of("hash", "chunks", "unsigned"), word, value);
            default -> matching(SECONDS, value, "a timeout is 1 to 9999 seconds");
        }
        return value;
    }

    private static void oneOf(List<String> words, String word, String value) {
        if (!words.contains(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no " + word + "; there is " + String.join(", ", words));
        }
    }

    private static String matching(Pattern pattern, String value, String rule) {
        return matching(pattern, value, ", not '" + value + "'", rule);
    }

    private static String matching(Pattern pattern, String value, String not, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(rule + not);
        }
        return value;
    }

    private static URI upstream(String value) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            throw noUpstream(value);
        }
        boolean tls = "https".equals(uri.getScheme());
        if (!tls && !"http".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getPort() == 0
                || uri.getPort() > 65535
                || !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw noUpstream(value);
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (!tls && !LOOPBACK.contains(host)) {
            throw new IllegalArgumentException(
                    "http is for localhost, 127.0.0.1 and [::1] only, because who listens on the"
                            + " way could send other requests; write https://" + host);
        }
        if (Addresses.isLiteral(uri) && !isPermitted(host, tls)) {
            throw new IllegalArgumentException(
                    host + " is link-local or no host's address, as those are where clouds hand"
                            + " credentials to their machines; requests never go there");
        }
        return URI.create(uri.getScheme() + "://" + host + (uri.getPort() == -1 ? "" : ":" + uri.getPort()));
    }

    private static IllegalArgumentException noUpstream(String value) {
        return new IllegalArgumentException("an upstream is https://host or https://host:port, or http:// on loopback,"
                + " without a path, not '" + value.substring(value.lastIndexOf('@') + 1) + "'");
    }

    private static boolean isPermitted(String literal, boolean tls) {
        try {
            return Addresses.isPermitted(InetAddress.getByName(literal), tls);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void virtualHosted(List<Word> words) {
        if (words.size() == 1) {
            throw new IllegalArgumentException("the names of buckets belong behind 'virtual-hosted'");
        }
        for (Word word : words.subList(1, words.size())) {
            matching(
                    BUCKET,
                    word.text(),
                    "a bucket in the host of a URI is 3 to 63 of a-z, 0-9 and dashes (for one with dots no certificate is"
                            + " good: leave out 'virtual-hosted')");
            if (!buckets.add(word.text())) {
                throw new IllegalArgumentException("the rule has the bucket " + word.text() + " twice");
            }
        }
    }

    private void allow(List<Word> words) {
        if (words.size() < 3) {
            throw new IllegalArgumentException(
                    "methods and paths belong behind 'allow', such as: allow GET,HEAD /data/*");
        }
        Set<String> methods = new LinkedHashSet<>();
        for (String method : words.get(1).text().split(",", -1)) {
            if (!METHODS.contains(method)) {
                throw new IllegalArgumentException("'" + method + "' is no method; methods are "
                        + String.join(", ", METHODS.stream().sorted().toList())
                        + ", with commas between them and no blanks");
            }
            if (!methods.add(method)) {
                throw new IllegalArgumentException("the line has " + method + " twice");
            }
        }
        List<KeyPattern> paths = new ArrayList<>();
        for (Word word : words.subList(2, words.size())) {
            if (!word.text().startsWith("/")) {
                throw new IllegalArgumentException("a path begins with a slash, not '" + word.text() + "'");
            }
            paths.add(new KeyPattern(word.pieces()));
        }
        allowed.add(new Allowed(methods, paths));
    }

    /** The rule that the lines are. */
    ProxyRule end() {
        for (String word : NEEDED) {
            boolean missing = word.equals("allow") ? allowed.isEmpty() : !values.containsKey(word);
            if (missing) {
                throw new IllegalArgumentException("rule " + name + " has no line '" + word + "'; add one");
            }
        }
        Signature4Rules dialect = DIALECTS.get(values.get("dialect"));
        BodyMode body = BodyMode.valueOf(values.get("body").toUpperCase(Locale.ROOT));
        boolean s3 = dialect == Signature4Rules.S3;
        if (!s3 && body == BodyMode.CHUNKS) {
            throw new IllegalArgumentException(
                    "rule " + name + ": 'body chunks' is understood by S3 alone; write 'body hash'");
        }
        if (!buckets.isEmpty() && (!s3 || Addresses.isLiteral(upstream))) {
            throw new IllegalArgumentException("rule " + name
                    + ": 'virtual-hosted' is for S3 at a host with a name, which" + " has the bucket before it");
        }
        return new ProxyRule(
                name,
                values.get("placeholder"),
                upstream,
                Set.copyOf(buckets),
                values.get("key"),
                values.get("region"),
                values.get("service"),
                dialect,
                body,
                List.copyOf(allowed),
                Duration.ofSeconds(Long.parseLong(values.getOrDefault("timeout", PATIENCE))));
    }
}
