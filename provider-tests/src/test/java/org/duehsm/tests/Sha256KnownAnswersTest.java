package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the virtual Due, for the hash that a board has. */
class Sha256KnownAnswersTest extends Sha256KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    Sha256KnownAnswersTest() {
        super(DUE);
    }
}
