package org.duehsm.cli.keys;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duehsm.client.Algorithm;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option --algorithm. It is required: the bytes of a key do not say what it is for, and a default would age. */
final class AlgorithmOption {

    /** As the error for a missing option shows it: what there is to write. */
    static final String NAMES = "HmacSHA1|HmacSHA256|AWS4-HMAC-SHA256";

    @Option(
            names = "--algorithm",
            required = true,
            paramLabel = NAMES,
            completionCandidates = Names.class,
            converter = Converter.class,
            description = "What the key is for; it is used for nothing else.")
    private Algorithm algorithm;

    Algorithm algorithm() {
        return algorithm;
    }

    private static Stream<String> names() {
        return Arrays.stream(Algorithm.values()).map(Algorithm::jcaName);
    }

    /** What the shell completes. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    /** Takes the names of the JCA, in upper or lower case as that does. */
    static final class Converter implements ITypeConverter<Algorithm> {

        @Override
        public Algorithm convert(String name) {
            return Arrays.stream(Algorithm.values())
                    .filter(each -> each.jcaName().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + name + "' is none that this program knows; there is "
                                    + names().collect(Collectors.joining(", "))));
        }
    }
}
