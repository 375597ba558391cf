package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Over the UART that QEMU emulates, its interrupts and its timing. */
class UartKnownAnswersTest extends KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.onUart();

    UartKnownAnswersTest() {
        super(DUE);
    }
}
