package org.duehsm.tests;

import org.duehsm.client.Algorithm;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the virtual Due: its streams and copies are the board's. */
class VirtualDueMacContractTest extends DeviceMacContract {

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    VirtualDueMacContractTest(String name, Algorithm algorithm) {
        super(DUE, name, algorithm);
    }
}
