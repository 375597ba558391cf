package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the virtual Due, for its SHA-1 in assembly and its buffers. */
class MacPropertyTest extends MacProperties {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    MacPropertyTest() {
        super(DUE);
    }
}
