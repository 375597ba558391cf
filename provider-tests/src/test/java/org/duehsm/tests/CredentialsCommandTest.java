package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.duehsm.aws.TemporaryCredentials;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * {@code due-hsm aws credential-process} and {@code serve-credentials}, as AWS' SDK for Java uses them, against a server
 * that checks signatures. On the virtual Due, which other processes can open.
 */
class CredentialsCommandTest {

    private static final String ID = "AKIACRED";
    private static final byte[] SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(UTF_8);
    private static final String MFA = "--mfa-serial=arn:aws:iam::123456789012:mfa/ann";
    private static final String ROLE = "arn:aws:iam::123456789012:role/deploy";

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    Path folder;

    private LoopbackSts sts;
    private Path dueHsm;
    private Path cache;

    @BeforeEach
    void start() throws Exception {
        sts = new LoopbackSts(ID, SECRET);
        importKey(SECRET);
        cache = folder.resolve("cache");
        Path java = Command.install(folder);
        dueHsm = Command.install(
                folder,
                "with-cache",
                "XDG_CACHE_HOME='" + cache + "' DUEHSM_PORT='" + DUE.port() + "' exec '" + java + "' \"$@\"");
    }

    @AfterEach
    void stop() {
        sts.close();
        System.clearProperty("aws.containerCredentialsFullUri");
        System.clearProperty("aws.containerAuthorizationToken");
    }

    /* One program per device: this one leaves it to the command. */
    private static void importKey(byte[] secret) throws Exception {
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID, secret);
        ((DueHsmProvider) DUE.provider()).client().close();
    }

    private String[] command(String... more) {
        return Stream.concat(
                        Stream.of(
                                dueHsm.toString(),
                                "aws",
                                more[0],
                                "--key-id",
                                ID,
                                "--role-arn",
                                ROLE,
                                "--region",
                                LoopbackSts.REGION,
                                "--sts-endpoint",
                                sts.uri().toString()),
                        Stream.of(more).skip(1))
                .toArray(String[]::new);
    }

    /** A code of an MFA device is good for one request; who comes later needs none. */
    @Test
    void processesThatWantTheSameAskOnce() throws Exception {
        List<CompletableFuture<Command>> runs = IntStream.range(0, 3)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> run("credential-process", MFA, "--token-code=123456")))
                .toList();
        CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).join();
        TemporaryCredentials made = sts.made().get(0);
        String expected =
                """
                {"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s","SessionToken":"%s","Expiration":"%s"}
                """.formatted(made.accessKeyId(), made.secretAccessKey(), made.sessionToken(), made.expiration());
        assertThat(runs).allSatisfy(run -> assertThat(run.join()).isEqualTo(new Command(0, expected, "")));

        try (ProcessCredentialsProvider provider = ProcessCredentialsProvider.builder()
                .command(List.of(command("credential-process", MFA)))
                .build()) {
            assertSame((AwsSessionCredentials) provider.resolveCredentials(), made);
        }
        assertThat(sts.made()).as("for four processes").hasSize(1);
        assertThat(sts.requests())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("Action", "AssumeRole")
                .containsEntry("RoleArn", ROLE)
                .containsEntry("TokenCode", "123456");
    }

    private Command run(String... more) {
        try {
            return Command.run(folder, Map.of(), command(more));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWrongSecretGetsNone() throws Exception {
        importKey("another".getBytes(UTF_8));
        Command run = run("credential-process");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().startsWith("due-hsm: SignatureDoesNotMatch: ");
        assertThat(sts.made()).isEmpty();
        try (Stream<Path> kept = Files.list(cache.resolve("due-hsm"))) {
            assertThat(kept).noneMatch(file -> file.toString().endsWith(".credentials"));
        }
    }

    @Test
    void theEndpointAsksOnceForMany() throws Exception {
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command("serve-credentials"))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out = process.inputReader()) {
            export(out.readLine(), "AWS_CONTAINER_CREDENTIALS_FULL_URI", "aws.containerCredentialsFullUri");
            String token =
                    export(out.readLine(), "AWS_CONTAINER_AUTHORIZATION_TOKEN", "aws.containerAuthorizationToken");
            List<CompletableFuture<AwsSessionCredentials>> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(CompletableFuture.supplyAsync(CredentialsCommandTest::ofContainer));
            }
            clients.forEach(client -> assertSame(client.join(), sts.made().get(0)));
            assertThat(sts.made()).hasSize(1);

            System.setProperty("aws.containerAuthorizationToken", token + "x");
            assertThatThrownBy(CredentialsCommandTest::ofContainer)
                    .isInstanceOf(SdkClientException.class)
                    .hasStackTraceContaining("AWS_CONTAINER_AUTHORIZATION_TOKEN");
            assertThat(Files.readString(errors))
                    .contains("good until")
                    .doesNotContain(sts.made().get(0).secretAccessKey(), token);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String export(String line, String variable, String property) {
        assertThat(line).startsWith("export " + variable + "=");
        String value = line.substring(line.indexOf('=') + 1);
        System.setProperty(property, value);
        return value;
    }

    private static AwsSessionCredentials ofContainer() {
        try (ContainerCredentialsProvider provider =
                ContainerCredentialsProvider.builder().build()) {
            return (AwsSessionCredentials) provider.resolveCredentials();
        }
    }

    private static void assertSame(AwsSessionCredentials had, TemporaryCredentials made) {
        assertThat(had.accessKeyId()).isEqualTo(made.accessKeyId());
        assertThat(had.secretAccessKey()).isEqualTo(made.secretAccessKey());
        assertThat(had.sessionToken()).isEqualTo(made.sessionToken());
        assertThat(had.expirationTime()).hasValue(made.expiration());
    }
}
