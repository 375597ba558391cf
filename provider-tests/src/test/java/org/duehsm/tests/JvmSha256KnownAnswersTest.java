package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the device inside the JVM, whose hash is the one in C. */
class JvmSha256KnownAnswersTest extends Sha256KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    JvmSha256KnownAnswersTest() {
        super(DUE);
    }
}
