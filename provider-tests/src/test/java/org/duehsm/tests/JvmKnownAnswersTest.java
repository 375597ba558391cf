package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the device inside the JVM, whose SHA-1 is the one in C. */
class JvmKnownAnswersTest extends KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    JvmKnownAnswersTest() {
        super(DUE);
    }
}
