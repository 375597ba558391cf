package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

class KnownAnswersTest extends KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    KnownAnswersTest() {
        super(DUE);
    }
}
