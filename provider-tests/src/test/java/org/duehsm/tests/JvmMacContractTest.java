package org.duehsm.tests;

import org.duehsm.client.Algorithm;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the device inside the JVM: what a Mac does in Java. */
class JvmMacContractTest extends DeviceMacContract {

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    JvmMacContractTest(String name, Algorithm algorithm) {
        super(DUE, name, algorithm);
    }
}
