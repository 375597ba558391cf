package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the virtual Due, whose SHA-1 is the one in assembly. */
class KnownAnswersTest extends KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    KnownAnswersTest() {
        super(DUE);
    }
}
