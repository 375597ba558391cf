package org.duehsm.cli.keys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.KeyLimits;
import picocli.CommandLine.Option;

/** The options that limit what a key signs. */
final class LimitOptions {

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "With HMAC: each message begins with this text, in UTF-8, such as reset-password:")
    private String prefix;

    @Option(
            names = "--max-length",
            paramLabel = "BYTES",
            description = "With HMAC: each message has at most so many bytes.")
    private Long maxLength;

    @Option(
            names = "--regions",
            paramLabel = "A,B",
            description = "With AWS4-HMAC-SHA256: the device signs for these regions only, such as eu-west-1.")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--services",
            paramLabel = "A,B",
            description = "With AWS4-HMAC-SHA256: the device signs for these services only, such as s3.")
    private List<String> services = new ArrayList<>();

    /** Throws IllegalArgumentException for what is no limit, such as a name that no region has. */
    KeyLimits limits() {
        KeyLimits limits = KeyLimits.of(names(regions), names(services));
        if (prefix != null) {
            limits = limits.withPrefix(utf8(prefix));
        }
        return maxLength == null ? limits : limits.withMaxLength(maxLength);
    }

    /** Not by {@code split} of the option, which leaves empty names out: of "," nothing would be left, and so no limit. */
    private static List<String> names(List<String> lists) {
        return lists.stream().flatMap(list -> Stream.of(list.split(",", -1))).toList();
    }

    /* What Java makes of bytes that it cannot read is another text, and no message would begin with it. */
    private static byte[] utf8(String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            throw new CliException(
                    ExitCode.USAGE,
                    "the prefix has characters that the encoding " + System.getProperty("sun.jnu.encoding")
                            + " of this locale does not know; set LC_ALL=C.UTF-8");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
