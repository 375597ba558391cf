package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.HexFormat;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.LoneClient;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.duehsm.firmware.JvmDue;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show a newcomer, done as it stands there. On the virtual Due: as a newcomer has it. */
class ReadmeTest {

    private static final Page README = new Page("README.md");

    private static final byte[] KEY = "Jefe".getBytes(UTF_8);
    private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes(UTF_8);

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty("duehsm.port");
        Security.removeProvider("DueHSM");
    }

    @Test
    void theJavaOfTheReadme() throws Exception {
        System.setProperty("duehsm.port", DUE.port());
        DUE.importKey(Algorithm.HMAC_SHA256, "webhooks", KEY);

        assertThat(run(README.block("Use it from code", "java") + README.block("DueHSM", "java")))
                .isEqualTo(software());
    }

    @Test
    void theJavaOfTheProvidersPage() throws Exception {
        System.setProperty("duehsm.port", DUE.port());
        if (DUE.keyStore().containsAlias("webhooks")) {
            DUE.client().deleteKey("webhooks");
        }
        Page page = new Page("provider/README.md");

        assertThat(run(page.block("In the program", "java")
                        + page.block("Make, import and use keys from Java", "java")
                        + page.block("Use a key", "java")))
                .isEqualTo(software());
        assertThat(DUE.keyStore().containsAlias("generated")).isFalse();
    }

    private static Object run(String statements) throws Exception {
        Recipe program = Recipe.of(
                "import java.security.*;\nimport java.util.*;\nimport javax.crypto.*;\nimport org.duehsm.provider.*;\n"
                        + "byte[] run(byte[] bytes, byte[] message) throws Exception {" + statements + "return tag;}");
        return program.call("run", KEY.clone(), MESSAGE);
    }

    private static byte[] software() throws Exception {
        return Due.software(Algorithm.HMAC_SHA256, KEY).doFinal(MESSAGE);
    }

    @Test
    void theKeyForAwsOfTheProvidersPage() throws Exception {
        System.setProperty("duehsm.port", DUE.port());
        Security.addProvider(DUE.provider());
        Recipe program = Recipe.of(
                "import java.util.*;\nimport javax.crypto.*;\nimport org.duehsm.client.*;\nimport org.duehsm.provider.*;\n"
                        + "String run(byte[] secretAccessKey, byte[] stringToSign) throws Exception {"
                        + new Page("provider/README.md").block("Keys for AWS", "java") + "return signature;}");
        String string = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/eu-west-1/s3/aws4_request\n" + "0".repeat(64);
        byte[] key = "AWS4secret".getBytes(UTF_8);
        for (String step : new String[] {"20150830", "eu-west-1", "s3", "aws4_request", string}) {
            key = Due.software(Algorithm.HMAC_SHA256, key).doFinal(step.getBytes(UTF_8));
        }
        Object signature = program.call("run", "secret".getBytes(UTF_8), string.getBytes(UTF_8));
        assertThat(signature).isEqualTo(HexFormat.of().formatHex(key));
        DUE.client().deleteKey("AKIDEXAMPLE");
    }

    @Test
    void theLoginsOfTheProvidersPage() throws Exception {
        LoginSecret manager = LoginSecret.generate("webhooks", Role.MANAGER);
        Path secret = folder.resolve("webhooks.login");
        SecretFile.write(secret, manager, "open sesame".toCharArray());
        Page page = new Page("provider/README.md");
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient open = LoneClient.of(ClientConfig.of(due.port()));
            open.addLogin(manager);
            open.close();
            String settings = page.block("Log in", "properties").replace("/etc/due-hsm/webhooks.login", "" + secret);
            Path file = Files.writeString(folder.resolve("logins"), "port = " + due.port() + "\n" + settings);
            Recipe program = Recipe.of(
                    "import java.security.*;\nimport javax.security.auth.callback.*;\n"
                            + "import org.duehsm.client.*;\nimport org.duehsm.provider.*;\n"
                            + "boolean run(CallbackHandler callbackHandler, char[] passphrase) throws Exception {"
                            + page.block("Log in", "java").replace("due-hsm.properties", "" + file)
                            + "provider.client().generateKey(\"k\", Algorithm.HMAC_SHA256);"
                            + "boolean found = keys.containsAlias(\"k\") && same.containsAlias(\"k\");"
                            + "provider.logout();"
                            + "try { keys.containsAlias(\"k\"); return false; } catch (LoginFailedException e) { return found; }}");
            CallbackHandler asked = asks -> ((PasswordCallback) asks[0]).setPassword("open sesame".toCharArray());

            assertThat(program.call("run", asked, "open sesame".toCharArray())).isEqualTo(true);
        }
    }

    /** All but Maven, which would fetch from the Internet and install: what it would make is there. */
    @Test
    void theTokenOfTheReadme() throws Exception {
        String heading = "Sign a JSON Web Token";
        Path token = Files.createDirectory(folder.resolve("token"));
        Files.writeString(token.resolve("Token.java"), README.block(heading, "java"));
        Files.writeString(token.resolve("classpath"), System.getProperty("java.class.path"));
        Command.install(folder, "mvn", "exit 0");
        Command.install(folder);
        Path java = Path.of(System.getProperty("java.home"), "bin");
        DUE.client().close();

        Command shell = Command.run(
                folder,
                Map.of("PATH", folder + ":" + java + ":" + System.getenv("PATH")),
                "bash",
                "-ec",
                README.block(heading, "sh").replace("/tmp/due", DUE.port()));

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out().lines().toList()).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).startsWith("Generated the key jwt-2026.");
            assertThat(lines.get(2)).isEqualTo("signed by the board for alice");
            SignedJWT printed = SignedJWT.parse(lines.get(1));
            DueHsmKey key = DueHsmKey.of("jwt-2026").withAlgorithm("HmacSHA256");
            MACVerifier verifier = new MACVerifier(key);
            verifier.getJCAContext().setProvider(DUE.provider());
            assertThat(printed.verify(verifier)).isTrue();
        });
    }

    /** RFC 4648's alphabet as apps show it; a digit that it has not must import nothing. */
    @Test
    void theSecretsOfTheRecipes() throws Exception {
        Page recipes = new Page("provider/RECIPES.md");
        Command.install(folder);
        DUE.client().close();
        String base32 = recipes.block("One-time passwords: HOTP and TOTP", "sh");
        Map<String, String> secrets = Map.of(
                "DUEHSM_PORT", DUE.port(),
                "BASE32", "gezd gnbv gy3t qojq gezd gnbv gy",
                "SECRET", "whsec_MTIzNDU2Nzg5MDEyMzQ1Ng==");

        Command typed = Command.run(folder, secrets, "bash", "-c", base32.replace("totp", "typed"));
        Command mistyped = Command.run(
                folder, secrets, "bash", "-c", "BASE32=${BASE32/z/1}\n" + base32.replace("totp", "mistyped"));
        Command webhooks =
                Command.run(folder, secrets, "bash", "-c", recipes.block("Send webhooks: Standard Webhooks", "sh"));

        assertThat(typed.out()).as(typed.err()).isEqualTo("Imported the key typed.\n");
        assertThat(webhooks.out()).as(webhooks.err()).isEqualTo("Imported the key endpoint-42.\n");
        for (String id : new String[] {"typed", "endpoint-42"}) {
            assertThat(DUE.mac(Algorithm.HMAC_SHA256, id).doFinal())
                    .isEqualTo(Due.software(Algorithm.HMAC_SHA256, "1234567890123456".getBytes(UTF_8))
                            .doFinal());
        }
        assertThat(mistyped.exitCode()).isNotZero();
        assertThat(DUE.keyStore().containsAlias("mistyped")).isFalse();
    }

    /** A command that reads from the terminal would eat the lines after it. */
    @Test
    void theFirstKeyOfTheCommandCanBePasted() throws Exception {
        Path pasted = Files.writeString(
                folder.resolve("pasted"),
                new Page("cli/README.md")
                        .block("A first key, without a board", "sh")
                        .replace("/tmp/due", DUE.port()));
        Command.install(folder);
        DueHsmClient.shared(ClientConfig.of(DUE.port())).close();

        Command shell = Command.run(folder, Map.of(), "bash", "-c", "bash < " + pasted);

        assertThat(shell.err()).isEmpty();
        assertThat(shell.out().lines())
                .containsExactly(
                        "Imported the key jefe.", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void theKeyForAwsOfTheCommand() throws Exception {
        Command.install(folder);
        DueHsmClient.shared(ClientConfig.of(DUE.port())).close();

        Command shell = Command.run(
                folder,
                Map.of("DUEHSM_PORT", DUE.port()),
                "bash",
                "-c",
                new Page("cli/README.md").block("A key for AWS", "sh"));

        assertThat(shell.err()).isEmpty();
        assertThat(shell.out().lines())
                .containsExactly(
                        "Imported the key AKIDEXAMPLE.",
                        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
        DUE.client().deleteKey("AKIDEXAMPLE");
    }

    @Test
    void theLimitsOfTheCommand() throws Exception {
        Command.install(folder);
        DueHsmClient.shared(ClientConfig.of(DUE.port())).close();

        Command shell = Command.run(
                folder,
                Map.of("DUEHSM_PORT", DUE.port()),
                "bash",
                "-c",
                new Page("cli/README.md").block("Limits", "sh"));

        assertThat(shell.err()).contains("the key is limited to", "and the message begins otherwise");
        assertThat(shell.out().lines())
                .containsExactly(
                        "Imported the key reset.",
                        "7af2c90b2b705eb8f23883177752f95be54b07a790acb8dee7bcd70c29cabf02",
                        "refused",
                        "The key reset is limited to prefix \"reset-password:alice\".");
        DUE.client().deleteKey("reset");
    }
}
