package org.duehsm.credentials;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duehsm.aws.TemporaryCredentials;

/**
 * Temporary credentials as AWS' tools read them (AWS SDKs and Tools Reference Guide, "Process credential provider" and
 * "Container credential provider"), on one line. What is in them needs no escape.
 */
public final class CredentialsJson {

    private static final Pattern PROCESS = Pattern.compile(
            "\\{\"Version\":1,\"AccessKeyId\":\"([^\"\\\\]+)\","
                    + "\"SecretAccessKey\":\"([^\"\\\\]+)\",\"SessionToken\":\"([^\"\\\\]+)\",\"Expiration\":\"([^\"\\\\]+)\"}");

    private CredentialsJson() {}

    /** What a {@code credential_process} prints. */
    public static String ofProcess(TemporaryCredentials credentials) {
        return json("{\"Version\":1,", credentials, "SessionToken");
    }

    /** What the container credentials endpoint answers. */
    public static String ofContainer(TemporaryCredentials credentials) {
        return json("{", credentials, "Token");
    }

    /* Not by plus signs, which Java makes code of at run time: that shows in how long a cached answer takes. */
    private static String json(String begin, TemporaryCredentials credentials, String token) {
        return String.join(
                "",
                begin,
                "\"AccessKeyId\":\"",
                credentials.accessKeyId(),
                "\",\"SecretAccessKey\":\"",
                credentials.secretAccessKey(),
                "\",\"",
                token,
                "\":\"",
                credentials.sessionToken(),
                "\",\"Expiration\":\"",
                credentials.expiration().toString(),
                "\"}");
    }

    /** Reads what {@link #ofProcess} has written; empty for anything else. */
    public static Optional<TemporaryCredentials> parse(String json) {
        Matcher parts = PROCESS.matcher(json);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TemporaryCredentials(
                    parts.group(1), parts.group(2), parts.group(3), Instant.parse(parts.group(4))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An error that a client of the endpoint can show; what would need an escape in the message is left out. */
    public static String ofError(String code, String message) {
        return "{\"code\":\"" + plain(code) + "\",\"message\":\"" + plain(message) + "\"}";
    }

    private static String plain(String text) {
        return text.replace('"', '\'').replaceAll("[^ -~]+", " ").replace('\\', '/');
    }
}
