package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the device inside the JVM, which works in whichever thread writes. */
class JvmBothAlgorithmsTest extends BothAlgorithms {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    JvmBothAlgorithmsTest() {
        super(DUE);
    }
}
