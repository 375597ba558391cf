package org.duehsm.tests;

import java.util.EnumSet;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the device inside the JVM, whose hashes are those in C. */
class JvmKnownAnswersTest extends KnownAnswers {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    JvmKnownAnswersTest() {
        super(DUE, EnumSet.allOf(PublishedMacs.class));
    }
}
