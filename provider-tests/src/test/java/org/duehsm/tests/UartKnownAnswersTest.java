package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Over the emulated UART, its interrupts and its timing. */
class UartKnownAnswersTest extends KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.onUart();

    UartKnownAnswersTest() {
        super(DUE);
    }
}
