package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** JVMs whose security properties name the provider. On the virtual Due: a device for other processes. */
class RegistrationTest {

    private static final Path SAMPLE = Path.of("..", "java.security.sample");
    private static final List<String> USED = List.of(
            "DueHSM",
            "DueHSM effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
            "SunJCE effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    Path directory;

    @Test
    void theSampleWorksAsWrittenFromTheClassPath() throws Exception {
        assertThat(run(Jvm.classPath().property("duehsm.port", DUE.port()), SAMPLE))
                .containsSubsequence(USED);
    }

    @Test
    void theSampleWorksAsWrittenFromTheModulePath() throws Exception {
        assertThat(run(Jvm.modulePath().property("duehsm.port", DUE.port()), SAMPLE))
                .containsSubsequence(USED);
    }

    /** Last in the list, and yet the one for a Mac that is asked something before it has a key. */
    @Test
    void thePreferenceOfTheSampleIsForMacsThatAreChosenUnseen() throws Exception {
        String sample = Files.readString(SAMPLE);
        Path preferred = Files.writeString(
                directory.resolve("java.security"),
                sample.replaceFirst("(?m)^# (jdk\\.security\\.provider\\.preferred=)", "$1"));
        Jvm.Builder jvm = Jvm.classPath().property("duehsm.port", DUE.port());

        assertThat(run(jvm, MacByName.class, preferred, MacByName.UNSEEN))
                .containsSubsequence("DueHSM", USED.get(1), USED.get(1));
    }

    @Test
    void theLineMayNameAFileBySystemProperties() throws Exception {
        Files.writeString(directory.resolve("due-hsm.properties"), "port = " + DUE.port());

        assertThat(run(Jvm.classPath().property("user.home", directory), withFile("${user.home}/due-hsm.properties")))
                .containsSubsequence(USED);
    }

    @Test
    void aBadFileIsLoggedAndCostsTheJvmOnlyThisProvider() throws Exception {
        Path file = Files.writeString(directory.resolve("due-hsm.properties"), "baud = 1200");

        assertThat(run(Jvm.classPath(), withFile(file.toString())))
                .anyMatch(line -> line.contains(file + ": baud = 1200 is not allowed"))
                .doesNotContain("DueHSM")
                .noneMatch(line -> line.startsWith("Exception"));
    }

    @Test
    void aProgramWithAClassLoaderOfItsOwnAddsTheProviderItself() throws Exception {
        List<String> lines =
                run(Jvm.withoutTheProvider().property("duehsm.port", DUE.port()), OwnClassLoader.class, SAMPLE);

        assertThat(lines.get(0)).as("the line alone").isNotEqualTo("DueHSM");
        assertThat(lines).containsSubsequence(USED);
    }

    @Test
    void aMisspeltSettingIsLogged() throws Exception {
        assertThat(run(
                        Jvm.classPath()
                                .property("duehsm.port", DUE.port())
                                .property("duehsm.prot", DUE.port())
                                .environment("DUEHSM_PROT", DUE.port()),
                        SAMPLE))
                .containsSubsequence(USED)
                .filteredOn(line -> line.contains("is no setting"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("the system property duehsm.prot is no setting"),
                        line -> assertThat(line).contains("the environment variable DUEHSM_PROT is no setting"));
    }

    /** The command uses a provider that is registered, and its options go before that one's file. */
    @Test
    void theOptionsOfTheCommandGoBeforeTheFile() throws Exception {
        Path file = Files.writeString(directory.resolve("due-hsm.properties"), "port = /dev/duehsm-absent");
        String options = "-Djava.security.properties=" + withFile(file.toString());

        Command doctor =
                Command.dueHsm(directory, Map.of("JAVA_TOOL_OPTIONS", options), "doctor", "--port", DUE.port());

        assertThat(doctor.out())
                .contains("registered as DueHSM " + file)
                .containsPattern("(?m)^ok +Device .* at " + Pattern.quote(DUE.port()));
    }

    private Path withFile(String file) throws Exception {
        String line = "security.provider.13=DueHSM";
        String sample = Files.readString(SAMPLE)
                .replaceFirst("(?m)^" + line + "$", Matcher.quoteReplacement(line + " " + file));
        return Files.writeString(directory.resolve("java.security"), sample);
    }

    private static List<String> run(Jvm.Builder jvm, Path securityProperties) throws Exception {
        return run(jvm, MacByName.class, securityProperties);
    }

    private static List<String> run(Jvm.Builder jvm, Class<?> program, Path securityProperties, String... arguments)
            throws Exception {
        try (Jvm running =
                jvm.property("java.security.properties", securityProperties).start(program, arguments)) {
            return running.readAll();
        }
    }
}
