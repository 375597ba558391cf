package org.duehsm.tests;

import org.junit.jupiter.api.extension.RegisterExtension;

/** On the virtual Due: the image itself, with the assembly's hashes. */
class LimitedMacTest extends LimitedMacContract {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    @Override
    Due due() {
        return DUE;
    }

    @Override
    int messages() {
        return 60;
    }
}
