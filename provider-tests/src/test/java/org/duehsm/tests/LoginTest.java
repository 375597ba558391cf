package org.duehsm.tests;

import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Logins on the virtual Due: the assembly of the Cortex-M3 computes the proofs, and flash is a file. */
class LoginTest extends LoginContract {

    private VirtualDue due;

    @BeforeEach
    void start() throws Exception {
        due = VirtualDue.builder().start();
    }

    @Override
    String port() {
        return due.port();
    }

    /** Has none but the one of SEAL: another emulator would have another port. */
    @Override
    void reset() {}

    @AfterEach
    void turnOff() {
        due.close();
    }
}
