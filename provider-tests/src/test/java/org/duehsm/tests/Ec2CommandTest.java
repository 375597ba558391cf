package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code due-hsm ec2 describe-instances}, and the walk-through that it is the end of. On the virtual Due: the command
 * is another process.
 */
@Timeout(300)
class Ec2CommandTest {

    private static final String ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "the secret of the loopback EC2";

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    private Path folder;

    private LoopbackEc2 ec2;

    @BeforeEach
    void start() throws Exception {
        ec2 = new LoopbackEc2(ID, SECRET.getBytes(UTF_8));
        ec2.add("r-2deb584e", "i-84cdc8e0", "c1.medium", 80, "stopped");
        ec2.add("r-f583f596", "i-870bdde0", "c1.xlarge", 80, "stopped");
    }

    @AfterEach
    void stop() {
        ec2.close();
    }

    @Test
    void theWalkThrough() throws Exception {
        Command run = walk("The original's walk-through, with our parts");

        assertThat(run.out())
                .as(run.err())
                .startsWith("Imported the key " + ID)
                .contains("\"status\": \"up\"")
                .containsPattern("\\{\"success\": true, \"signature\": \"[0-9A-F]{40}\"}")
                .endsWith(printed());
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("signing.log")))
                .containsPattern("(?s)outcome=signed.*outcome=signed");
    }

    @Test
    void theSameBySignature4() throws Exception {
        Command run = walk("The same by Signature Version 4");

        assertThat(run.out()).as(run.err()).startsWith("Imported the key " + ID).endsWith(printed());
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("signing.log"))).contains("outcome=signed");
        assertThat(ec2.requests())
                .singleElement()
                .satisfies(request -> assertThat(request).doesNotContainKeys("SignatureVersion", "AWSAccessKeyId"));
    }

    private static String printed() throws IOException {
        return new Page("aws/README.md").block("The original's walk-through, with our parts", "text");
    }

    private Command walk(String heading) throws Exception {
        Page page = new Page("aws/README.md");
        String port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = Integer.toString(free.getLocalPort());
        }
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Path script = Files.writeString(
                folder.resolve("script"),
                "set -e\ntrap 'kill $(jobs -p); wait' EXIT\n"
                        + page.block(heading, "sh").replace("8086", port));
        Command.install(folder);
        DUE.keyStore().deleteEntry(ID);
        release();

        return Command.run(
                folder, Map.of("DUEHSM_PORT", DUE.port(), "EC2", ec2.uri().toString()), "bash", script.toString());
    }

    @Test
    void signsByTheDeviceItself() throws Exception {
        provision();

        ec2.add("r-bare", "<instanceId>i-bare</instanceId><imageId/><launchTime>2012-12-25T18:00:00</launchTime>");

        assertThat(describe("--json", "--signature=2", "i-870bdde0", "i-bare").out())
                .isEqualToIgnoringNewLines("""
                        [
                          {
                            "reservation": "r-f583f596",
                            "instance": "i-870bdde0",
                            "type": "c1.xlarge",
                            "state": "stopped"
                          },
                          {
                            "reservation": "r-bare",
                            "instance": "i-bare",
                            "type": null,
                            "state": null
                          }
                        ]
                        """);
        assertThat(describe("--signature=2", "i-bare").out()).isEqualToNormalizingWhitespace("""
                        RESERVATION INSTANCE TYPE STATE
                        r-bare i-bare - -
                        """);
        DUE.keyStore().setKeyEntry(ID, new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"), null, null);
        release();
        assertThat(describe("--signature=2", "i-none").out().strip()).isEqualTo("There are no instances.");
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, SECRET.getBytes(UTF_8));
        release();
        assertThat(describe("--region=us-east-1", "i-none").out().strip()).isEqualTo("There are no instances.");
        assertThat(ec2.requests())
                .extracting(request -> request.get("SignatureMethod"))
                .as("what the key is for")
                .containsExactly("HmacSHA1", "HmacSHA1", "HmacSHA256", null);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        DUE.importKey("AKIAWRONG", "another secret".getBytes(UTF_8));
        provision();

        assertFails(describe("--signature=2", "--key-id", "AKIAWRONG"), 1, "AuthFailure", "HTTP 401");
        assertFails(describe("--signature=2", "--key-id", "AKIANONE"), 1, "AKIANONE");
        assertFails(describe("--port", "/dev/duehsm-absent", "--region=eu-west-1"), 3, "/dev/duehsm-absent");
    }

    private static void provision() throws Exception {
        DUE.importKey(ID, SECRET.getBytes(UTF_8));
        release();
    }

    /* One program per device. */
    private static void release() {
        ((DueHsmProvider) DUE.provider()).client().close();
    }

    private Command describe(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("ec2", "describe-instances", "--endpoint", ec2.uri().toString()));
        arguments.addAll(List.of(more));
        return Command.dueHsm(
                folder, Map.of("DUEHSM_PORT", DUE.port(), "AWS_ACCESS_KEY_ID", ID), arguments.toArray(String[]::new));
    }

    private static void assertFails(Command run, int exitCode, String... words) {
        assertThat(run.err()).startsWith("due-hsm: ").contains(words);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
    }
}
