package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Uploads through the plug that are larger than the memory of the program that makes them, each chunk signed. Inside its
 * JVM: a device is all it needs.
 */
class AwsSdkUploadTest {

    private static final String SECRET = "the secret of LoopbackUpload";

    private static final int MIB = Integer.getInteger("aws.upload", 64);

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
        try (Jvm program = Jvm.with(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx40m",
                        "-XX:MaxDirectMemorySize=24m",
                        "-cp",
                        System.getProperty("java.class.path"))
                .property("duehsm.port", "jvm:")
                .start(SdkUpload.class, server.uri().toString(), Integer.toString(MIB))) {
            program.write(SECRET);

            assertThat(program.readAll()).contains("uploaded");
        }
        String all = ((long) MIB << 20) + " bytes";
        assertThat(List.of(server.outcome(), server.outcome())).containsExactly(all, all);
    }
}
