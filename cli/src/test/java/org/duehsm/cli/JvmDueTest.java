package org.duehsm.cli;

import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a device inside the JVM, which is there at once: for what the command itself does. */
abstract class JvmDueTest extends DeviceTest {

    private static JvmDue due;

    @BeforeAll
    static void start() {
        due = JvmDue.inMemory();
        use(due.port());
    }

    @AfterAll
    static void stop() {
        due.close();
    }
}
