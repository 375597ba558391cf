package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the device inside the JVM: what a Mac does in Java. */
class JvmLimitedMacTest extends LimitedMacContract {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @Override
    Due due() {
        return DUE;
    }

    @Override
    int messages() {
        return 400;
    }
}
