package org.duehsm.tests;

import java.util.EnumSet;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over the UART that QEMU emulates, its interrupts and its timing. */
class UartKnownAnswersTest extends KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.onUart();

    UartKnownAnswersTest() {
        super(DUE, EnumSet.of(PublishedMacs.RFC_2202, PublishedMacs.RFC_4231)); // the others would take long
    }
}
