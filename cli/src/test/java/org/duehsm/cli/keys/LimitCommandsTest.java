package org.duehsm.cli.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyLimits;
import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of keys by the command: given with a key, set later, taken away, shown. */
class LimitCommandsTest {

    private static final String KEY = "not a secret";

    private JvmDue due;

    @BeforeEach
    void start() {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        due = JvmDue.inMemory();
    }

    @AfterEach
    void stop() {
        client().close();
        due.close();
    }

    private DueHsmClient client() {
        return DueHsmClient.shared(ClientConfig.of(due.port()));
    }

    private Run run(String input, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--port=" + due.port();
        return Run.of(new ScriptedTerminal(input.getBytes(UTF_8)), all);
    }

    private Run importKey(String id, String... options) {
        String[] all = Arrays.copyOf(new String[] {"import", id, "--stdin"}, 3 + options.length);
        System.arraycopy(options, 0, all, 3, options.length);
        return run(KEY, all);
    }

    private static String mac(String message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
        mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
    }

    private static void assertDone(Run run, String... words) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        for (String each : words) {
            assertThat(run.out()).contains(each);
        }
    }

    private static void assertUsage(Run run, String... words) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(words);
    }

    @Test
    void importedKeySignsWhatItsLimitsPermit() throws Exception {
        assertDone(importKey("k", "--algorithm=HmacSHA256", "--prefix=zurück:", "--max-length=12"));
        assertDone(run("zurück:1234", "mac", "k"), mac("zurück:1234"));
        for (String message : new String[] {"zurück:12345", "zuruck:1", "zurück", ""}) {
            Run refused = run(message, "mac", "k");
            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err())
                    .contains("key \"k\": the key is limited to prefix \"zurück:\"; at most 12 bytes, and the message ")
                    .contains(message.length() > 11 ? "has 13 bytes" : "begins otherwise");
        }
    }

    @Test
    void generatedKeyHasLimits() {
        assertDone(run("", "generate", "k", "--algorithm=HmacSHA1", "--max-length=0"));
        assertThat(client().find("k").orElseThrow().limits()).isEqualTo(KeyLimits.NONE.withMaxLength(0));
        assertDone(run("", "mac", "k"));
        assertThat(run("x", "mac", "k").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void setsAndClears() throws Exception {
        importKey("k", "--algorithm=HmacSHA256");
        assertDone(run("", "limits", "set", "k", "--prefix", "a:"), "The key k is limited to prefix \"a:\".");
        assertThat(run("b:", "mac", "k").exitCode()).isEqualTo(ExitCode.FAILED);
        assertDone(
                run("", "limits", "set", "k", "--max-length", "4294967295"),
                "The key k is limited to at most 4294967295 bytes.");
        assertDone(run("b:", "mac", "k"), mac("b:"));
        assertThat(run("", "keys").out()).containsPattern("(?m)^k .* at most 4294967295 bytes$");
        assertDone(run("", "limits", "clear", "k"), "The key k has no limits.");
        assertThat(client().find("k").orElseThrow().limits()).isEqualTo(KeyLimits.NONE);
        assertDone(run("b:", "mac", "k"), mac("b:"));
    }

    @Test
    void setsThoseOfAKeyForAws() {
        importKey("k", "--algorithm=AWS4-HMAC-SHA256");
        assertDone(
                run("", "limits", "set", "k", "--regions=us-east-1,eu-west-1", "--services=s3"),
                "regions eu-west-1,us-east-1; services s3");
        assertUsage(run("", "limits", "set", "k", "--prefix=a"), "are for keys of HMAC, not of AWS4-HMAC-SHA256");
        assertThat(client().find("k").orElseThrow().limits().services()).containsExactly("s3");
    }

    @Test
    void shows() {
        importKey("free", "--algorithm=HmacSHA256");
        assertThat(run("", "keys").out()).doesNotContain("LIMITS", "none");
        importKey("k", "--algorithm=HmacSHA256", "--prefix=a:", "--max-length=100");
        client().importKey(
                        "bytes", Algorithm.HMAC_SHA1, new byte[1], KeyLimits.NONE.withPrefix(new byte[] {0, 1}), false);
        assertThat(run("", "keys").out())
                .containsPattern("(?m)^ID .*LIMITS$")
                .containsPattern("(?m)^k .* prefix \"a:\"; at most 100 bytes$")
                .containsPattern("(?m)^bytes .* prefix 0x0001$")
                .containsPattern("(?m)^free +HmacSHA256 +imported +\\S+$");
        assertThat(run("", "keys", "--json").out().replaceAll("\\s+", " "))
                .contains("\"limits\": { \"prefix\": \"a:\", \"prefixHex\": \"613a\", \"maxLength\": 100 }")
                .contains("\"limits\": { \"prefix\": null, \"prefixHex\": \"0001\", \"maxLength\": null }")
                .contains("\"limits\": { \"prefix\": null, \"prefixHex\": null, \"maxLength\": null }");
    }

    /** Nobody is asked for a key that could not be stored. */
    @Test
    void refusesLimitsThatAreNoneBeforeAnythingElse() {
        String algorithm = "--algorithm=HmacSHA256";
        assertUsage(run("", "import", "k", algorithm, "--prefix="), "every message has an empty prefix");
        assertUsage(run("", "import", "k", algorithm, "--max-length=-1"), "0 to 4294967295 bytes, not -1");
        assertUsage(run("", "generate", "k", algorithm, "--max-length=4294967296"), "not 4294967296");
        assertUsage(run("", "generate", "k", algorithm, "--max-length=1k"), "1k");
        assertUsage(run("", "generate", "k", algorithm, "--prefix=" + "p".repeat(126)), "take a shorter prefix");
        assertUsage(run("", "generate", "k", algorithm, "--services=s3"), "are for keys of AWS4-HMAC-SHA256");
        assertUsage(run("", "limits", "set", "k"), "name a limit; 'due-hsm limits clear' takes all of a key away");
        assertUsage(run("", "limits", "set", "k", "--prefix=\uFFFD"), "LC_ALL=C.UTF-8");
        assertUsage(run("", "limits"), "due-hsm limits --help");
        assertThat(run("", "keys").out()).contains("holds no key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"set", "clear"})
    void saysWhatIsMissing(String command) {
        String option = command.equals("set") ? "--max-length=1" : "--timeout=3000";
        Run unknown = run("", "limits", command, "none", option);
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err()).contains("key \"none\": the device has no such key");
    }

    @Test
    void sealedDeviceKeepsItsLimits() {
        importKey("k", "--algorithm=HmacSHA256", "--prefix=a");
        client().seal(HexFormat.of().parseHex(client().info().uniqueId()));
        for (String[] arguments : new String[][] {{"limits", "set", "k", "--prefix=ab"}, {"limits", "clear", "k"}}) {
            Run sealed = run("", arguments);
            assertThat(sealed.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(sealed.err()).contains("key \"k\": the device is sealed: the limits of its keys stay");
        }
        assertThat(client().find("k").orElseThrow().limits().prefixText()).contains("a");
    }

    @Test
    void saysThatAReplacementHasNoLimits() {
        importKey("k", "--algorithm=HmacSHA256", "--prefix=a");
        assertDone(
                importKey("k", "--algorithm=HmacSHA256", "--replace"),
                "Imported the key k.",
                "It has no limits; the one that it replaces had prefix \"a\". 'due-hsm limits set' gives it some.");
        assertThat(importKey("k", "--algorithm=HmacSHA256", "--replace", "--prefix=b")
                        .out())
                .isEqualTo("Imported the key k." + System.lineSeparator());
        assertThat(importKey("k", "--algorithm=HmacSHA256", "--replace", "--prefix=c")
                        .out())
                .doesNotContain("limits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prefix=reset:", "--max-length=1", "--max-length=300"})
    void measuresByALimitedKey(String limit) {
        importKey("k", "--algorithm=HmacSHA256", limit);
        Run bench = run("", "bench", "--key=k", "--seconds=0.01");
        assertThat(bench.err()).isEmpty();
        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out().lines().filter(line -> line.startsWith("HmacSHA256")))
                .hasSize(limit.startsWith("--prefix") ? 5 : limit.endsWith("=1") ? 1 : 2);
    }
}
