package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** jSerialComm has the process ignore the signal by which Java Flight Recorder stops threads. */
@EnabledOnOs(OS.LINUX)
class SignalsTest {

    private static final String VARIABLE = "_JAVA_SR_SIGNUM";
    private static final String VALUE = "40";

    @Test
    @Timeout(60)
    void theRemedyOfTheReadmeGivesSamples() throws Exception {
        assertThat(new Page("provider/README.md").text()).contains("`" + VARIABLE + "=" + VALUE + "`");

        try (Jvm jvm = Jvm.classPath().environment(VARIABLE, VALUE).start(TakeSamples.class)) {
            assertThat(jvm.prints(TakeSamples.TAKEN)).isTrue();
        }
    }
}
