package org.duehsm.tests;

import org.duehsm.firmware.JvmDue;
import org.junit.jupiter.api.AfterEach;

/** Logins on the device inside the JVM. */
class JvmLoginTest extends LoginContract {

    private final JvmDue due = JvmDue.inMemory();

    @Override
    String port() {
        return due.port();
    }

    @Override
    void reset() {
        due.reset();
    }

    @AfterEach
    void turnOff() {
        due.close();
    }
}
