package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Uploads through the plug that are larger than the memory of the program that makes them, each chunk signed. Inside its
 * JVM: a device is all it needs.
 */
class AwsSdkUploadTest {

    private static final String SECRET = "the secret of LoopbackUpload";

    private static final int MIB = Integer.getInteger("aws.upload", 64);

    /** What is on the module path: the modules of ours that it is about, and the SDK with what it needs. */
    private static final Pattern MODULES = Pattern.compile("/(provider|aws|aws-sdk)/target/|due-hsm-(provider|aws)-"
            + "|jSerialComm|/awssdk/|/reactivestreams/|/slf4j-api/|/netty/|/httpcomponents/");

    /** What is on the class path: the program, and the device. */
    private static final Pattern REST = Pattern.compile("/target/test-classes|/firmware/target/|firmware-|/endive/");

    private static LoopbackUpload server;

    @BeforeAll
    static void start() throws Exception {
        server = new LoopbackUpload(SECRET.getBytes(US_ASCII));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void takeNoMoreMemoryThanAFewChunks() throws Exception {
        String path = System.getProperty("java.class.path");

        assertThat(upload(MIB, "-Xmx40m", "-XX:MaxDirectMemorySize=24m", "-cp", path))
                .contains("uploaded by null");
    }

    @Test
    @EnabledIfSystemProperty(named = "deployed.all", matches = "true")
    void workOnTheModulePath() throws Exception {
        Map<Boolean, List<String>> places = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .collect(Collectors.partitioningBy(
                        place -> MODULES.matcher(place).find()));
        String modules = String.join(File.pathSeparator, places.get(true));
        String rest = places.get(false).stream()
                .filter(place -> REST.matcher(place).find())
                .collect(Collectors.joining(File.pathSeparator));

        assertThat(upload(1, "-p", modules, "--add-modules", "ALL-MODULE-PATH", "-cp", rest))
                .contains("uploaded by org.duehsm.awssdk");
    }

    /** What the program prints, whose two uploads have come whole. */
    private static List<String> upload(int mib, String... options) throws Exception {
        try (Jvm program = Jvm.with(options)
                .property("duehsm.port", "jvm:")
                .start(SdkUpload.class, server.uri().toString(), Integer.toString(mib))) {
            program.write(SECRET);
            List<String> printed = program.readAll();
            assertThat(program.exitCode()).as(String.join("\n", printed)).isZero();
            String all = ((long) mib << 20) + " bytes";
            assertThat(List.of(server.outcome(), server.outcome())).containsExactly(all, all);
            return printed;
        }
    }
}
