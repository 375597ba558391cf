package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JDK's keytool, by the line that README.md gives. */
@Timeout(60)
class KeytoolTest {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @Test
    void listsAndDeletes() throws Exception {
        DUE.importKey("first", "a".getBytes());
        DUE.importKey("second", "b".getBytes());

        assertThat(keytool("-list")).contains("Keystore provider: DueHSM", "first,", "second,", "SecretKeyEntry");
        keytool("-delete", "-alias", "first");

        assertThat(keytool("-list")).contains("second,").doesNotContain("first,");
    }

    private static String keytool(String... arguments) throws Exception {
        DueHsmClient.shared(ClientConfig.of(DUE.port())).close(); // one program per device
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", "NONE", "-storetype", "DueHSM", "-protected"));
        command.addAll(List.of("-providerclass", DueHsmProvider.class.getName()));
        command.addAll(List.of("-providerpath", System.getProperty("java.class.path")));
        command.add("-J-Dduehsm.port=" + DUE.port());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
