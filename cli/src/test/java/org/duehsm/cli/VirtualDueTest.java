package org.duehsm.cli;

import java.io.IOException;
import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a virtual Due: for what another process opens, or what tells that one from others. */
abstract class VirtualDueTest extends DeviceTest {

    private static VirtualDue due;

    @BeforeAll
    static void start() throws IOException {
        due = VirtualDue.start();
        use(due.port());
    }

    @AfterAll
    static void stop() {
        due.close();
    }
}
