package org.duehsm.tests;

import java.util.EnumSet;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the virtual Due, whose hashes are those in assembly. */
class KnownAnswersTest extends KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    KnownAnswersTest() {
        super(DUE, EnumSet.allOf(PublishedMacs.class));
    }
}
