package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications of one JVM that each have DueHSM in a class loader of their own, as a server's have. On the virtual
 * Due: a device for other processes, by the serial library.
 */
@EnabledOnOs(OS.LINUX)
class RedeployTest {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @TempDir
    Path temporary;

    @Test
    void eachDeploymentWorksLoadsALibraryOfItsOwnAndIsCollected() throws Exception {
        List<String> lines = run("in turn");
        String directories = "library " + temporary.toRealPath() + "/due-hsm-serial-";

        assertThat(lines).filteredOn(line -> line.startsWith("mac ")).isEqualTo(Collections.nCopies(5, mac()));
        assertThat(lines).filteredOn(line -> line.startsWith("gone ")).isEqualTo(Collections.nCopies(5, "gone true"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("library "))
                .hasSize(5)
                .allMatch(line -> line.startsWith(directories));
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aSecondDeploymentIsToldThatThisJvmHasThePort() throws Exception {
        List<String> lines = run("together");

        assertThat(lines).filteredOn(line -> line.startsWith("mac ")).isEqualTo(Collections.nCopies(2, mac()));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("second "))
                .singleElement()
                .asString()
                .contains(DUE.port(), "this very JVM", "another class loader")
                .doesNotContain("another program");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("foreign "))
                .singleElement()
                .asString()
                .contains("class loader", "java.net.URLClassLoader@", "load DueHSM once");
    }

    @Test
    void anApplicationThatSharesTheServersProviderIsCollectedWhileTheSessionIsOpen() throws Exception {
        assertThat(run("shared"))
                .filteredOn(line -> line.startsWith("mac ") || line.startsWith("gone "))
                .containsExactly(mac(), "gone true", mac());
    }

    /** Nothing of a native library is in the temporary directory while it runs, so nothing stays there. */
    @Test
    void aJvmThatIsKilledLeavesNothing() throws Exception {
        try (Jvm jvm = jvm().start(HoldPort.class)) {
            assertThat(jvm.prints(HoldPort.OPEN)).isTrue();
            assertThat(leftovers()).isEmpty();
            jvm.end();
        }
    }

    private List<String> run(String scenario) throws Exception {
        try (Jvm jvm = jvm().property(Redeploys.SCENARIO, scenario).start(Redeploys.class)) {
            return jvm.readAll();
        }
    }

    private Jvm.Builder jvm() {
        return Jvm.classPath()
                .property("java.io.tmpdir", temporary)
                .property("user.home", temporary)
                .property("duehsm.port", DUE.port());
    }

    private List<Path> leftovers() throws Exception {
        try (var files = Files.list(temporary)) {
            return files.filter(file -> file.toString().contains("erial")).toList();
        }
    }

    private static String mac() throws Exception {
        return "mac " + HexFormat.of().formatHex(Due.software(Redeploys.KEY).doFinal(Redeploys.KEY));
    }
}
