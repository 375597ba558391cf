package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs with lines for DueHSM that do not work: each costs its own provider, and nothing else. */
@Timeout(60)
class BadLinesTest {

    private static final String LOGGED = "SEVERE: ";
    private static final int FREE = 13; // the first number that the JDK's own list leaves

    /** RFC 2202, case 2, for whom the key is on the device. */
    private static final String RIGHT = " effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";

    @TempDir
    Path folder;

    @Test
    void eachBadFileIsLoggedOnceAndCostsItsOwnProvider() throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("prot = jvm:", "the key prot is unknown; known keys are port, baud");
        files.put("Port = jvm:", "the key Port is unknown");
        files.put("port = tcp://nowhere", "port = tcp://nowhere is not allowed");
        files.put("port = tls://localhost:1,jvm:,jvm:", "is not allowed");
        files.put("baud = 1200", "baud = 1200 is not allowed");
        files.put("baud = fast", "baud = fast is not allowed");
        files.put("timeout = 3s", "timeout = 3s is not allowed");
        files.put("connections = 0", "connections = 0 is not allowed");
        files.put("name = two words", "name = two words is not allowed");
        files.put("tls-trust-store =", "tls-trust-store =  is not allowed");
        files.put("name = nowhere\nlogin = a/b", "no file can be called after the login \"a/b\"; name its secret-file");
        files.put("port = \\u00zz", "the file has a broken \\u escape");
        files.put("port = jvm:\u00e9", "the file is not UTF-8 text");
        files.put("name = overridden", "system property duehsm.overridden.baud: baud = x is not allowed");
        List<String> lines = new ArrayList<>();
        List<String> logged = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path written = folder.resolve("bad-" + lines.size());
            Files.writeString(written, file.getKey(), StandardCharsets.ISO_8859_1);
            lines.add("DueHSM " + written);
            logged.add(file.getValue());
        }
        lines.add("DueHSM " + folder.resolve("missing"));
        logged.add("there is no such file");
        lines.add("DueHSM " + folder);
        logged.add("the file cannot be read");
        lines.add("DueHSM");
        lines.add("DueHSM " + Files.writeString(folder.resolve("good"), "name = good\nport = jvm:"));

        List<String> printed = run(numbered(lines), "DueHSM", "DueHSM-good", "DueHSM-overridden");

        assertThat(printed)
                .contains("there are [DueHSM, DueHSM-good]", "DueHSM-good" + RIGHT)
                .contains(
                        "DueHSM-overridden java.security.InvalidKeyException: No installed provider supports this key:"
                                + " org.duehsm.provider.DueHsmKey")
                .anyMatch(line -> line.startsWith("DueHSM java.security.KeyStoreException: DueHSM configuration,"
                        + " system property duehsm.timeout: timeout = soon is not allowed"));
        List<String> errors =
                printed.stream().filter(line -> line.startsWith(LOGGED)).toList();
        assertThat(errors).hasSameSizeAs(logged);
        for (int i = 0; i < logged.size(); i++) {
            assertThat(errors.get(i))
                    .startsWith(LOGGED + "DueHSM configuration")
                    .contains(logged.get(i));
        }
        assertOrdinaryKeysWork(printed);
    }

    /** Of which the JDK says nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "security.provider.14=DueHSM",
                "security.provider.13=DueHSM security.provider.13=XMLDSig",
                "security.provider.13=duehsm"
            })
    void whatTheJdkDoesNotReadIsNotThere(String lines) throws Exception {
        List<String> printed = run(List.of(lines.split(" ")), "DueHSM");

        assertThat(printed)
                .containsSubsequence(
                        "there are []",
                        "DueHSM java.security.InvalidKeyException: No installed provider supports this key:"
                                + " org.duehsm.provider.DueHsmKey")
                .noneMatch(line -> line.contains(LOGGED));
        assertOrdinaryKeysWork(printed);
    }

    private static void assertOrdinaryKeysWork(List<String> printed) {
        assertThat(printed)
                .contains("first SUN", "HmacSHA1" + RIGHT, "PKCS12 Jefe", "random 4 SUN 4 32")
                .noneMatch(line -> line.startsWith("Exception"));
    }

    private static List<String> numbered(List<String> entries) {
        List<String> lines = new ArrayList<>();
        for (String entry : entries) {
            lines.add("security.provider." + (FREE + lines.size()) + "=" + entry);
        }
        return lines;
    }

    private List<String> run(List<String> lines, String... tokens) throws Exception {
        try (Jvm jvm = Jvm.classPath()
                .property("java.security.properties", Files.write(folder.resolve("java.security"), lines))
                .property("duehsm.timeout", "soon")
                .property("duehsm.overridden.baud", "x")
                .start(MacByHandle.class, tokens)) {
            return jvm.readAll();
        }
    }
}
