package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the device inside the JVM, for its SHA-1 in C and its own way to take bytes. */
class JvmMacPropertyTest extends MacProperties {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    JvmMacPropertyTest() {
        super(DUE);
    }
}
