package org.duehsm.cli.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duehsm.cli.Run;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three boards behind one name: brokers, HAProxy with the configuration that this project ships, and programs that come
 * by TLS.
 */
@Timeout(120)
class HaproxyTest {

    private static final Path CONFIGURATION = Path.of("haproxy", "haproxy.cfg");
    private static final String ID = "web";
    private static final String KEY = "a secret of the tests";

    @TempDir
    private static Path folder;

    private static final List<ServedBoard> BOARDS = new ArrayList<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Certificates certificates;
    private static Certificates strangers;
    private static TlsEnd haproxy;
    private static List<Integer> ports;
    private static URI health;

    private DueHsmProvider provider;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(JvmDue.isAvailable(), "the device inside the JVM was not built");
        TlsEnd.program("haproxy"); // skips the tests where there is none, before anything is there to be closed
        certificates = Certificates.make(folder.resolve("ours"));
        strangers = Certificates.make(folder.resolve("strangers"));
        for (String name : List.of("one", "two", "three")) {
            BOARDS.add(new ServedBoard(Files.createDirectory(folder.resolve(name))));
        }
        ports = Stream.generate(TlsEnd::freePort).limit(4).toList();
        health = URI.create("http://127.0.0.1:" + TlsEnd.freePort() + "/health");
        startHaproxy();
        Run run = run(boards(), "fleet", "import", ID, "--stdin", "--algorithm=HmacSHA256");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        BOARDS.forEach(
                board -> DueHsmClient.shared(ClientConfig.of(board.port())).close());
    }

    private static void startHaproxy(String... arguments) throws IOException {
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < BOARDS.size(); i++) {
            changes.put(
                    "127.0.0.1:" + (8091 + i) + " port " + (8081 + i),
                    "127.0.0.1:" + BOARDS.get(i).brokerPort() + " port "
                            + BOARDS.get(i).healthPort());
        }
        changes.put(":8443", ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
        changes.put(":8404", "127.0.0.1:" + health.getPort());
        changes.put("/etc/haproxy/due-hsm/", certificates.folder() + "/");
        changes.put("hard-stop-after 30s", "hard-stop-after 100ms");
        List<String> command = new ArrayList<>(List.of(TlsEnd.program("haproxy"), "-db"));
        command.addAll(List.of(arguments));
        command.add("-f");
        haproxy = TlsEnd.start(CONFIGURATION, changes, health.getPort(), folder, command.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        if (haproxy != null) {
            haproxy.close();
        }
        BOARDS.forEach(ServedBoard::close);
        BOARDS.clear();
    }

    @AfterEach
    void closeProvider() {
        if (provider != null) {
            provider.client().close();
        }
        List.of("duehsm.port", "duehsm.tls-trust-store", "duehsm.tls-key-store", "duehsm.tls-password-file")
                .forEach(System::clearProperty);
    }

    private static String boards() {
        return BOARDS.stream().map(ServedBoard::port).collect(Collectors.joining(","));
    }

    private static Run run(String ports, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--port=" + ports);
        return Run.of(new ScriptedTerminal(KEY.getBytes(UTF_8)), all.toArray(String[]::new));
    }

    /* In a JVM all clients of one port have the same settings, so that those with others have other ports. */
    private static String name(int settings) {
        return "tls://localhost:" + ports.get(settings);
    }

    private static String name() {
        return name(0);
    }

    /** A program with this port, and more lines of its configuration. */
    private DueHsmClient program(String at, String... lines) throws IOException {
        Path file = Files.writeString(
                folder.resolve("program.properties"), "name = program\nport = " + at + "\n" + String.join("\n", lines));
        provider = (DueHsmProvider) new DueHsmProvider().configure(file.toString());
        return provider.client();
    }

    private static byte[] mac(DueHsmClient client) {
        return client.mac(Algorithm.HMAC_SHA256, ID, new byte[100], 0, 100);
    }

    @Test
    void whoHasACertificateGetsMacs() throws Exception {
        DueHsmClient client = program(name(), certificates.settings());
        assertThat(mac(client)).isEqualTo(Load.expected(KEY, new byte[100]));
        // Keys are changed at the boards' own ports.
        assertThatThrownBy(() -> client.importKey("new", Algorithm.HMAC_SHA256, new byte[20], false))
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(DeviceStatus.NOT_PERMITTED))
                .hasMessageContaining(name())
                .hasMessageContaining("due-hsm fleet import --port A,B,C");
    }

    @Test
    void theCommandComesTheSameWay() throws Exception {
        System.setProperty("duehsm.tls-trust-store", certificates.file("ca.pem").toString());
        System.setProperty(
                "duehsm.tls-key-store", certificates.file("program.p12").toString());
        System.setProperty(
                "duehsm.tls-password-file",
                certificates.file("program.password").toString());
        Run keys = run(name(), "keys");
        Run fleet = run(name() + "," + BOARDS.get(0).port(), "fleet", "keys");
        Run refused = run(name(), "import", "new", "--stdin", "--algorithm=HmacSHA256");
        new DueHsmProvider().client().close();
        DueHsmClient.shared(ClientConfig.of(BOARDS.get(0).port())).close();
        assertThat(keys.out()).contains(ID);
        assertThat(fleet.exitCode()).as(fleet.err()).isEqualTo(ExitCode.OK);
        assertThat(fleet.out()).containsPattern("(?m)^" + ID + "( +HmacSHA256 \\S+){2}$");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_PERMITTED);
        assertThat(refused.err()).contains("due-hsm fleet import --port A,B,C");
    }

    @Test
    void whoHasNoneOrAWrongOneIsRefused() throws Exception {
        DueHsmClient none = program(name(1), Certificates.settings(certificates.file("ca.pem")));
        assertThatThrownBy(() -> mac(none))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining(name(1))
                .hasMessageContaining("certificate");
        none.close();

        String stranger = strangers
                .settings()
                .replace(
                        strangers.file("ca.pem").toString(),
                        certificates.file("ca.pem").toString());
        DueHsmClient wrong = program(name(2), stranger);
        assertThatThrownBy(() -> mac(wrong))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("certificate");
    }

    @Test
    void theServerHasToBeTheOneThatIsMeant() throws Exception {
        DueHsmClient otherName = program("tls://127.0.0.1:" + ports.get(0), certificates.settings());
        assertThatThrownBy(() -> mac(otherName))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("127.0.0.1");
        otherName.close();

        DueHsmClient otherAuthority = program(name(3), strangers.settings());
        assertThatThrownBy(() -> mac(otherAuthority))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("certificate");
    }

    /** Boards, daemons and HAProxy go and come back, one after the other, and no message of at most 64 KiB is without its MAC. */
    @Test
    void whatGoesCostsNoMac() throws Exception {
        DueHsmClient client = program(name(), certificates.settings() + "connections = 3\n");
        List<ServedBoard> others = new ArrayList<>(BOARDS);
        try (Load load = new Load(client, ID, KEY, 6)) {
            load.awaitMore();
            ServedBoard first = takeServing(others);
            first.due().cutPower();
            load.awaitMore();
            await(() -> !hasSessions(first)); // HAProxy has ended them
            assertThat(get(first.health())).isEqualTo(503);
            ServedBoard second = takeServing(others);
            second.stopDaemon();
            load.awaitMore();
            first.due().powerOn();
            await(() -> get(first.health()) == 200); // HAProxy asks the same
            ServedBoard third = takeServing(others);
            third.stopDaemon();
            load.awaitMore();
            assertThat(hasSessions(first))
                    .as("sessions where the board is back")
                    .isTrue();
            second.startDaemon();
            third.startDaemon();
            haproxy.close();
            startHaproxy();
            load.awaitMore();
            assertThat(load.failures()).isEmpty();
        }
    }

    /** Else a certificate that is revoked would be good as long as its session stands, and that goes on for days. */
    @Test
    void aReloadEndsSessionsInTheEndAndCostsNoMac() throws Exception {
        DueHsmClient client = program(name(), certificates.settings() + "connections = 3\n");
        assertThat(mac(client)).isEqualTo(Load.expected(KEY, new byte[100]));
        TlsEnd before = haproxy;
        startHaproxy("-sf", before.pid());
        before.awaitEnd();
        assertThat(mac(client)).isEqualTo(Load.expected(KEY, new byte[100]));
    }

    /** Property {@code fleet.health} has this one run, which waits for HAProxy most of the time. */
    @Test
    @EnabledIfSystemProperty(named = "fleet.health", matches = "true")
    void tellsWhetherAnyBoardAnswers() throws Exception {
        BOARDS.forEach(board -> board.due().cutPower());
        await(() -> get(health) == 503);
        BOARDS.forEach(board -> board.due().powerOn());
        await(() -> get(health) == 200);
    }

    /** One of the boards that programs are connected to, which is taken from the list. */
    private static ServedBoard takeServing(List<ServedBoard> boards) {
        ServedBoard serving =
                boards.stream().filter(HaproxyTest::hasSessions).findFirst().orElseThrow();
        boards.remove(serving);
        return serving;
    }

    /** Whether programs are connected: one client is the daemon itself. */
    private static boolean hasSessions(ServedBoard board) {
        return board.broker().clients() > 1;
    }

    /** A further balancer, in front of two computers, one of which is off. */
    @Test
    void passesTlsOnToSeveralComputers() throws Exception {
        int common = TlsEnd.freePort();
        Map<String, String> changes = Map.of(
                ":8443\n    default_backend", "127.0.0.1:" + common + "\n    default_backend",
                "one.example:8443", "127.0.0.1:" + TlsEnd.freePort(),
                "two.example:8443", "127.0.0.1:" + ports.get(0),
                "port 8404", "port " + health.getPort());
        Path balancer = Path.of("haproxy", "balancer.cfg");
        try (TlsEnd second = TlsEnd.start(balancer, changes, common, folder, TlsEnd.program("haproxy"), "-db", "-f")) {
            DueHsmClient client = program("tls://localhost:" + common, certificates.settings());
            assertThat(mac(client)).as(second.log()).isEqualTo(Load.expected(KEY, new byte[100]));
        }
    }

    private static int get(URI uri) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (Thread.interrupted()) { // by @Timeout
                throw new InterruptedException();
            }
        }
    }
}
