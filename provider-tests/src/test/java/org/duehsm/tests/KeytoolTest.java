package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.LoneClient;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's keytool, by the lines that README.md gives. On the virtual Due: keytool is another process. */
@Timeout(60)
class KeytoolTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final byte[] KEY = "a key".getBytes();

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    Path folder;

    @BeforeEach
    void deleteAll() throws Exception {
        KeyStore store = DUE.keyStore();
        for (String alias : Collections.list(store.aliases())) {
            store.deleteEntry(alias);
        }
    }

    @Test
    void listsAndDeletes() throws Exception {
        DUE.importKey("first", "a".getBytes());
        DUE.importKey("second", "b".getBytes());
        keytool(readme("-list").replaceFirst("-list", "-genseckey -alias third -keyalg HmacSHA256 -keysize 256"));

        assertThat(DUE.client().algorithm("third")).isEqualTo(Algorithm.HMAC_SHA256);
        assertThat(keytool(readme("-list")))
                .contains("Keystore provider: DueHSM", "first,", "second,", "third,", "SecretKeyEntry");
        keytool(readme("-list").replaceFirst("-list", "-delete -alias first"));

        assertThat(keytool(readme("-list"))).contains("second,").doesNotContain("first,");
    }

    @Test
    void importsFromPkcs12() throws Exception {
        KeyStore file = KeyStore.getInstance("PKCS12");
        file.load(null, null);
        file.setKeyEntry("AKIA1", new SecretKeySpec(KEY, "HmacSHA1"), PASSWORD, null);
        file.setKeyEntry("webhooks", new SecretKeySpec(KEY, "HmacSHA256"), PASSWORD, null);
        file.setKeyEntry("other", new SecretKeySpec(new byte[16], "AES"), PASSWORD, null);
        try (OutputStream out = Files.newOutputStream(folder.resolve("keys.p12"))) {
            file.store(out, PASSWORD);
        }

        assertThat(keytool(readme("-importkeystore")))
                .contains(
                        "Entry for alias akia1 successfully imported",
                        "Entry for alias webhooks successfully imported",
                        "a key for AES cannot be used by DueHSM");
        keytool(readme("-importkeystore") + " -srcalias akia1 -destalias AKIA1");

        assertThat(Collections.list(DUE.keyStore().aliases())).containsExactlyInAnyOrder("akia1", "AKIA1", "webhooks");
        for (String id : new String[] {"akia1", "AKIA1"}) {
            assertThat(DUE.mac(id).doFinal()).isEqualTo(Due.software(KEY).doFinal());
        }
        assertThat(DUE.mac(Algorithm.HMAC_SHA256, "webhooks").doFinal())
                .isEqualTo(Due.software(Algorithm.HMAC_SHA256, KEY).doFinal());
    }

    @Test
    void aClosedDeviceIsListedWithThePassphraseOfTheSecret() throws Exception {
        LoginSecret manager = LoginSecret.generate("boss", Role.MANAGER);
        Path file = folder.resolve("boss.login");
        SecretFile.write(file, manager, PASSWORD);
        String list = readme("-list").replace("-protected", "-storepass changeit") + " -J-Dduehsm.secret-file=" + file;
        try (VirtualDue due = VirtualDue.builder().start()) {
            DueHsmClient open = LoneClient.of(ClientConfig.of(due.port()));
            open.generateKey("seen", Algorithm.HMAC_SHA256);
            open.addLogin(manager);
            open.close();

            assertThat(run(due.port(), 0, list)).contains("seen,", "SecretKeyEntry");
            assertThat(run(due.port(), 1, list.replace("changeit", "wrong-one")))
                    .contains("keytool error: java.io.IOException", due.port(), file.toString());
            assertThat(run(due.port(), 1, list.replace("-storepass changeit", "-protected")))
                    .contains("the secret is encrypted", "log in first");
        }
    }

    /* The line of provider/README.md that has this command of keytool. */
    private static String readme(String command) throws Exception {
        return Arrays.stream(new Page("provider/README.md")
                        .text()
                        .replace("\\\n", " ")
                        .split("\n"))
                .filter(line -> line.startsWith("    keytool " + command))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    /* Runs the line, with this build for the jar that it names; the password is typed in where it is asked for. */
    private String keytool(String line) throws Exception {
        DueHsmClient.shared(ClientConfig.of(DUE.port())).close(); // one program per device
        return run(DUE.port(), 0, line);
    }

    private String run(String port, int exitCode, String line) throws Exception {
        List<String> command = new ArrayList<>(List.of(line.split(" +")));
        command.set(
                0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.replaceAll(
                word -> word.equals("cli/target/due-hsm.jar") ? System.getProperty("java.class.path") : word);
        command.add("-J-Dduehsm.port=" + port);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (OutputStream typed = process.getOutputStream()) {
            typed.write((new String(PASSWORD) + "\n").getBytes());
        }
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }
}
