package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the device inside the JVM, for its hashes in C and its own way to take bytes; it works in whichever thread writes. */
class JvmMacPropertyTest extends MacProperties {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    JvmMacPropertyTest() {
        super(DUE);
    }
}
