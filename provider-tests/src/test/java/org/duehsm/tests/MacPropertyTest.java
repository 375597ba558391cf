package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the virtual Due, for its hashes in assembly and its buffers, and because it works while the threads write. */
class MacPropertyTest extends MacProperties {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    MacPropertyTest() {
        super(DUE);
    }
}
