package org.duehsm.tests;

import java.security.Key;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** By keys of a device, under a name of ours and a standard one. */
@ParameterizedClass
@CsvSource({"HmacSHA1-DueHSM, HMAC_SHA1", "HmacSHA256, HMAC_SHA256"})
abstract class DeviceMacContract extends MacContract {

    private final Due due;
    private final String name;
    private final Algorithm algorithm;

    DeviceMacContract(Due due, String name, Algorithm algorithm) {
        this.due = due;
        this.name = name;
        this.algorithm = algorithm;
    }

    @BeforeEach
    void importKeys() throws Exception {
        for (int key = 0; key < KEYS; key++) {
            due.importKey(algorithm, id(key), bytes(key));
        }
    }

    private static String id(int key) {
        return "contract " + key;
    }

    /** Of the second one more than a block. */
    private static byte[] bytes(int key) {
        return "a key of the device".repeat(1 + 4 * key).getBytes();
    }

    @Override
    Mac mac() throws Exception {
        return Mac.getInstance(name, due.provider());
    }

    @Override
    Key key(int number) {
        return DueHsmKey.of(id(number)).withAlgorithm(algorithm.jcaName());
    }

    @Override
    byte[] expected(int key, byte[] message) throws Exception {
        return Rfc2104.hmac(algorithm, bytes(key), message);
    }

    @Override
    int length() {
        return algorithm.macLength();
    }

    @Override
    String name() {
        return name;
    }
}
