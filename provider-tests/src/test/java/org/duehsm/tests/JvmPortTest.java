package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.duehsm.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JVMs whose device is {@code jvm:}. Each has to end by itself when its program does. */
@Timeout(60)
class JvmPortTest {

    private static final Path SAMPLE = Path.of("..", "java.security.sample");
    private static final String[] USED = {
        "DueHSM", "DueHSM effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", "SunJCE effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    };

    @TempDir
    Path folder;

    @Test
    void theDistributedJarSignsWithNothingButAJdk() throws Exception {
        assertThat(sign(Jvm.distributed())).containsExactly(USED);
    }

    @Test
    void theProviderAsAModuleFindsTheFirmwareAsAnAutomaticOne() throws Exception {
        assertThat(sign(Jvm.modulePathWithFirmware(folder))).containsExactly(USED);
    }

    @Test
    void theProviderAsAModuleSaysThatTheFirmwareIsMissing() throws Exception {
        try (Jvm jvm = onJvmPort(Jvm.modulePath()).start(MacByName.class)) {
            assertThat(jvm.readAll())
                    .filteredOn(line -> line.contains("org.duehsm:due-hsm-firmware"))
                    .first()
                    .asString()
                    .contains("jvm:: a device inside the JVM is in org.duehsm:due-hsm-firmware");
        }
    }

    @Test
    void theDemoOfTheDistributedJarSaysThatQemuIsMissing() throws Exception {
        try (Jvm jvm = Jvm.distributed().start(Main.class, "demo")) {
            assertThat(String.join("\n", jvm.readAll()))
                    .contains("QEMU is not installed here", "device inside the JVM", "The same", "Speed:");
            assertThat(jvm.exitCode()).isZero();
        }
    }

    private static List<String> sign(Jvm.Builder builder) throws Exception {
        try (Jvm jvm = onJvmPort(builder).start(MacByName.class)) {
            List<String> lines = jvm.readAll();
            assertThat(jvm.exitCode()).as(lines::toString).isZero();
            return lines;
        }
    }

    private static Jvm.Builder onJvmPort(Jvm.Builder builder) {
        return builder.property("duehsm.port", "jvm:").property("java.security.properties", SAMPLE);
    }
}
