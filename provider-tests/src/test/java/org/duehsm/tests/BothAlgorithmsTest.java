package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the virtual Due, which works while the threads write. */
class BothAlgorithmsTest extends BothAlgorithms {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    BothAlgorithmsTest() {
        super(DUE);
    }
}
