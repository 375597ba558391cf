package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A JVM that denies native access to what was not named on its command line. */
@EnabledForJreRange(min = JRE.JAVA_24)
class NativeAccessTest {

    @Test
    void theErrorSaysWhichOptionIsMissing() throws Exception {
        try (Jvm jvm = Jvm.classPath()
                .environment("JAVA_TOOL_OPTIONS", "--illegal-native-access=deny")
                .start(SerialLibraries.class)) {
            assertThat(jvm.readAll())
                    .filteredOn(line -> line.contains("serial ports cannot be used"))
                    .first()
                    .asString()
                    .contains("Java denies native access", "--enable-native-access=ALL-UNNAMED")
                    .doesNotContain("temporary directory");
        }
    }
}
