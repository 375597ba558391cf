package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.duehsm.client.DeviceStatus;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The messages that docs/TROUBLESHOOTING.md explains are those that come. Inside the JVM: a device is all they need. */
class TroubleshootingTest {

    /** A message in the first column; what differs in it is written as an ellipsis. */
    private static final Pattern MESSAGE = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.*) \\|$");

    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final List<String> MODULES = List.of("provider", "firmware", "aws-sdk", "cli");

    private static final SecretKey HANDLE = DueHsmKey.of("webhooks").withAlgorithm("HmacSHA256");

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @TempDir
    Path folder;

    private final Map<String, ThrowingCallable> provocations = new LinkedHashMap<>();

    /** DueHSM is not registered, unless a test does that. */
    @BeforeEach
    void provocations() {
        provocations.put(
                "No installed provider supports this key: org.duehsm.provider.DueHsmKey",
                () -> Mac.getInstance("HmacSHA256").init(HANDLE));
        provocations.put(
                "No installed provider supports this key: (null)",
                () -> Mac.getInstance("HmacSHA256").init(null));
        provocations.put("Missing key data", () -> unseen().init(HANDLE));
        provocations.put("Cannot read the array length because \"<parameter1>\" is null", () -> {
            Security.addProvider(new BouncyCastleProvider());
            Mac.getInstance("HmacSHA256").init(HANDLE);
        });
        provocations.put("Algorithm HmacSHA256-DueHSM not available", () -> Mac.getInstance("HmacSHA256-DueHSM"));
        provocations.put(
                "HmacSHA256-DueHSM KeyGenerator not available", () -> KeyGenerator.getInstance("HmacSHA256-DueHSM"));
        provocations.put(
                "HmacSHA256-DueHSM SecretKeyFactory not available",
                () -> SecretKeyFactory.getInstance("HmacSHA256-DueHSM"));
        provocations.put("DueHSM not found", () -> KeyStore.getInstance("DueHSM"));
        provocations.put("no such provider: DueHSM", () -> Mac.getInstance("HmacSHA256", "DueHSM"));
        provocations.put("Algorithm 1.2.840.113549.2.99 not available", () -> Mac.getInstance("1.2.840.113549.2.99"));
        provocations.put("Could not generate secret key", () -> {
            Security.addProvider(DUE.provider());
            DUE.importKey("taken", new byte[32]);
            SecretKeyFactory.getInstance("HmacSHA256-DueHSM").generateSecret(new DueHsmKeySpec("taken", new byte[32]));
        });
        provocations.put(
                "MAC not initialized", () -> Mac.getInstance("HmacSHA256").doFinal());
        provocations.put(
                "Uninitialized keystore",
                () -> KeyStore.getInstance("DueHSM", DUE.provider()).aliases());
        provocations.put("Missing argument", () -> new SecretKeySpec(HANDLE.getEncoded(), "HmacSHA256"));
        provocations.put(
                "package org.duehsm.provider is not visible",
                () -> modular("javac", "-d", folder.toString(), "-p", "MODULES", "module-info.java", "Shop.java"));
        provocations.put(
                "Module jdk.net not found, required by org.duehsm.provider",
                () -> modular(
                        "java",
                        "--limit-modules",
                        "com.fazecast.jSerialComm,jdk.jfr",
                        "-p",
                        "MODULES",
                        "-m",
                        "org.duehsm.provider/None"));
        if (Runtime.version().feature() >= 24) {
            provocations.put("A restricted method in java.lang.System has been called", () -> {
                try (Jvm jvm = Jvm.classPath().start(SerialLibraries.class)) {
                    throw new IOException(String.join("\n", jvm.readAll()));
                }
            });
        }
    }

    @AfterEach
    void restore() {
        Security.removeProvider("DueHSM");
        Security.removeProvider("BC");
    }

    private static Mac unseen() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.getMacLength();
        return mac;
    }

    /** A tool of the JDK, with a program that is a module but requires none. */
    private void modular(String tool, String... arguments) throws Exception {
        Files.writeString(folder.resolve("module-info.java"), "module shop {}");
        Files.writeString(folder.resolve("Shop.java"), "class Shop { org.duehsm.provider.DueHsmKey key; }");
        String modules = Packaged.provider(folder) + File.pathSeparator + Packaged.serialLibrary();
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        for (String argument : arguments) {
            line.add(argument.replace("MODULES", modules));
        }
        Command run = Command.run(folder, Map.of(), line.toArray(String[]::new));
        throw new IOException(run.out() + run.err());
    }

    @Test
    void eachMessageOfThePageIsOneOfTheSourceOrComesWhenItIsProvoked() throws Exception {
        List<String> provoked = new ArrayList<>();
        List<String> files = literals();

        assertThat(messages()).hasSizeGreaterThan(90).doesNotHaveDuplicates().allSatisfy(message -> {
            if (provocations.containsKey(message)) {
                Throwable thrown = catchThrowable(provocations.get(message));
                restore();
                assertThat(thrown).as(message).isNotNull();
                assertThat(thrown.getMessage()).contains(message);
                provoked.add(message);
            } else if (!message.startsWith("A restricted method")
                    || Runtime.version().feature() >= 24) {
                String[] parts = message.split("…");
                assertThat(files)
                        .as(message)
                        .anyMatch(file -> Stream.of(parts)
                                .map(part -> part.replaceFirst("^:? ", "").strip())
                                .allMatch(file::contains));
            }
        });
        assertThat(provoked).hasSameSizeAs(provocations.keySet());
    }

    @Test
    void eachStatusOfADeviceIsNamed() throws Exception {
        assertThat(new Page("docs/TROUBLESHOOTING.md").text())
                .contains(Stream.of(DeviceStatus.values())
                        .filter(status -> status != DeviceStatus.OTHER)
                        .map(DeviceStatus::name)
                        .toList());
    }

    private static List<String> messages() throws IOException {
        return MESSAGE.matcher(new Page("docs/TROUBLESHOOTING.md").text())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** The texts in each file of the source, those that are put together of pieces in one piece. */
    private static List<String> literals() throws IOException {
        List<String> files = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    String text = JOINT.matcher(Files.readString(source)).replaceAll("");
                    StringBuilder all = new StringBuilder();
                    for (MatchResult literal : LITERAL.matcher(text).results().toList()) {
                        all.append(literal.group(1).replace("\\\"", "\"")).append('\n');
                    }
                    files.add(all.toString());
                }
            }
        }
        return files;
    }
}
