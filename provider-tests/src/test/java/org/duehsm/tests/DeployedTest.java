package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs deployed as provider/README.md has it: they print or answer a MAC, or what kept them from it. On the virtual
 * Due: a device for other processes, by the serial library.
 */
class DeployedTest {

    private static final Page PAGE = new Page("provider/README.md");

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

    /** The property by which what takes longer is run, too. */
    private static final String ALL = "deployed.all";

    private static final String SECURITY = "java.security.properties";

    private static final Path SAMPLE = Path.of("..", "java.security.sample");

    /** Of RFC 4231, test case 2. */
    private static final String MAC = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private static final String UNREGISTERED = "java.security.KeyStoreException: DueHSM not found";

    private static final String SIGN = """
            package shop;

            import java.security.KeyStore;
            import java.util.HexFormat;
            import javax.crypto.Mac;
            import javax.crypto.spec.SecretKeySpec;
            import org.duehsm.provider.DueHsmKey;

            public final class Sign {

                public static void main(String[] arguments) {
                    System.out.println(mac());
                }

                static String mac() {
                    try {
                        KeyStore keys = KeyStore.getInstance("DueHSM");
                        keys.load(null, null);
                        keys.setKeyEntry("jefe", new SecretKeySpec("Jefe".getBytes(), "HmacSHA256"), null, null);
                        Mac mac = Mac.getInstance("HmacSHA256");
                        mac.init(DueHsmKey.of("jefe").withAlgorithm("HmacSHA256"));
                        return HexFormat.of().formatHex(mac.doFinal("what do ya want for nothing?".getBytes()));
                    } catch (Exception e) {
                        return e.toString();
                    }
                }
            }
            """;

    /** What Spring Boot runs when all is there. */
    private static final String RUNNER = """
            package shop;

            import org.springframework.boot.CommandLineRunner;
            import org.springframework.stereotype.Component;

            @Component
            public class Runner implements CommandLineRunner {

                @Override
                public void run(String... arguments) {
                    Sign.main(arguments);
                }
            }
            """;

    private static final String SERVLET = """
            package shop;

            import jakarta.servlet.annotation.WebServlet;
            import jakarta.servlet.http.HttpServlet;
            import jakarta.servlet.http.HttpServletRequest;
            import jakarta.servlet.http.HttpServletResponse;
            import java.io.IOException;

            @WebServlet("/mac")
            public class MacServlet extends HttpServlet {

                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    response.getWriter().print(Sign.mac());
                }
            }
            """;

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    static Path shared;

    private static Path provider;
    private static Path classes;

    @TempDir
    Path folder;

    @BeforeAll
    static void compile() throws Exception {
        provider = Packaged.provider(shared);
        classes = Packaged.classes(
                shared, PAGE.block("Spring Boot", "java"), PAGE.block("WAR", "java"), SIGN, RUNNER, SERVLET);
    }

    @Test
    void aSpringBootJarAddsTheProviderInMain() throws Exception {
        Path jar = Packaged.springBoot(folder, "shop.Shop", classes, provider);

        assertThat(run(Jvm.with().environment("DUEHSM_PORT", DUE.port()), "-jar", jar))
                .contains(MAC);
    }

    /** Unless the provider is where the JVM looks: then that one is for all class loaders. */
    @Test
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void aLineOfJavaSecurityDoesNothingAndSaysNothingInASpringBootJar() throws Exception {
        Path jar = Packaged.springBoot(folder, "shop.Sign", classes, provider);
        String path = path(jar, provider, Packaged.serialLibrary());

        assertThat(run(registered(), "-jar", jar)).containsExactly(UNREGISTERED);
        assertThat(run(registered(), "-cp", path, "org.springframework.boot.loader.launch.JarLauncher"))
                .contains(MAC);
    }

    @Test
    void aWarThatIsRedeployedIsCollected() throws Exception {
        Path war = Packaged.war(folder, classes, provider, Packaged.serialLibrary());

        assertThat(serve(war, tomcat()))
                .containsSubsequence(MAC, "gone true", MAC, "gone true", MAC, "gone true")
                .noneMatch(line -> line.contains("leak"));
    }

    @Test
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void theProviderOfAServerIsForAllItsApplications() throws Exception {
        Path war = Packaged.war(folder, Packaged.classes(folder, SIGN, SERVLET));

        assertThat(serve(war, tomcat(provider, Packaged.serialLibrary()).property(SECURITY, SAMPLE)))
                .containsSubsequence(MAC, "gone true", MAC, "gone true", MAC, "gone true");
    }

    @Test
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void aModule() throws Exception {
        assertThat(shell(PAGE.block("Module path", "sh"))).containsExactly(MAC);
    }

    @Test
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void anImage() throws Exception {
        assumeTrue(Files.exists(JAVA.resolve("jlink")), "this JDK has no jlink");

        assertThat(shell(PAGE.block("jlink", "sh"))).containsExactly(MAC);
    }

    /** systemd-analyze says what is wrong with a unit, and whether anything is: nothing. */
    @Test
    void theUnitsOfSystemd() throws Exception {
        Path unit = folder.resolve("shop.service");
        Files.writeString(
                unit,
                PAGE.block("systemd", "ini")
                        .replace("/usr/bin/java", JAVA.resolve("java").toString()));
        Path dropIns = Files.createDirectory(folder.resolve("shop.service.d"));
        Files.writeString(dropIns.resolve("board.conf"), PAGE.block("A unit that has the board itself", "ini"));
        assumeTrue(Files.isExecutable(ANALYZE), "this system has no systemd-analyze");

        Command verified = Command.run(folder, Map.of(), ANALYZE.toString(), "verify", unit.toString());

        assertThat(verified.out() + verified.err()).isEmpty();
        assertThat(verified.exitCode()).isZero();
    }

    /** The program as a module in {@code lib}, with those that it needs, and then these lines. */
    private List<String> shell(String lines) throws Exception {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Files.copy(provider, lib.resolve(provider.getFileName()));
        Files.copy(Packaged.serialLibrary(), lib.resolve("jSerialComm.jar"));
        Files.copy(SAMPLE, folder.resolve("java.security.sample"));
        Files.writeString(folder.resolve("module-info.java"), PAGE.block("Module path", "java"));
        Files.writeString(folder.resolve("Shop.java"), SIGN.replace("Sign", "Shop"));
        Map<String, String> environment = Map.of("PATH", JAVA + ":" + System.getenv("PATH"), "DUEHSM_PORT", DUE.port());
        String program = "javac -p lib -d lib/shop module-info.java Shop.java\n";
        Command command = Command.run(folder, environment, "bash", "-ec", program + lines);
        assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
        return command.out().lines().toList();
    }

    private List<String> serve(Path war, Jvm.Builder server) throws Exception {
        return run(
                server.property("duehsm.port", DUE.port()),
                WebServer.class.getName(),
                folder.resolve("tomcat"),
                war,
                3);
    }

    /** A JVM for a server that looks for leaks, and has these jars besides. */
    private static Jvm.Builder tomcat(Path... jars) throws Exception {
        String path = path(
                Jvm.place(WebServer.class),
                Jvm.place("org.apache.catalina.startup.Tomcat"),
                Jvm.place("jakarta.annotation.PostConstruct"),
                path((Object[]) jars));
        return Jvm.with(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-cp",
                path);
    }

    private static Jvm.Builder registered() {
        return Jvm.with().property("duehsm.port", DUE.port()).property(SECURITY, SAMPLE);
    }

    private static String path(Object... parts) {
        return Arrays.stream(parts).map(Object::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> run(Jvm.Builder builder, Object... program) throws Exception {
        try (Jvm jvm =
                builder.start(Arrays.stream(program).map(Object::toString).toArray(String[]::new))) {
            return jvm.readAll();
        }
    }
}
