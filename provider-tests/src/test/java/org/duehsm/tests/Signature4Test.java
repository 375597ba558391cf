package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.ProviderException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.KeyLimits;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS Signature 4 by the JCA. Inside the JVM: the core is all it takes. */
class Signature4Test {

    private static final Algorithm AWS4 = Algorithm.AWS4_HMAC_SHA256;
    private static final String ID = "AKIDEXAMPLE";

    /* AWS's documentation, "Create a signed AWS API request". */
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final byte[] STRING = string("us-east-1", "iam");
    private static final String SIGNATURE = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    @BeforeEach
    void importKey() throws Exception {
        DUE.client().keys().forEach(key -> DUE.client().deleteKey(key.id()));
        factory().generateSecret(new DueHsmKeySpec(ID, SECRET.getBytes(US_ASCII)));
    }

    private static byte[] string(String region, String service) {
        return ("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/" + region + "/" + service + "/aws4_request\n"
                        + "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59")
                .getBytes(US_ASCII);
    }

    private static SecretKeyFactory factory() throws GeneralSecurityException {
        return SecretKeyFactory.getInstance("AWS4-HMAC-SHA256-DueHSM", DUE.provider());
    }

    private static Mac mac(String id) throws GeneralSecurityException {
        return mac(DueHsmKey.of(id).withAlgorithm("AWS4-HMAC-SHA256"));
    }

    private static Mac mac(SecretKey key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("AWS4-HMAC-SHA256-DueHSM", DUE.provider());
        mac.init(key);
        return mac;
    }

    /** The chain as AWS describes it, in software. */
    private static byte[] expected(byte[] secret, String region, String service) throws GeneralSecurityException {
        byte[] key = ByteBuffer.allocate(4 + secret.length)
                .put("AWS4".getBytes(US_ASCII))
                .put(secret)
                .array();
        for (String step : new String[] {"20150830", region, service, "aws4_request"}) {
            key = Due.software(Algorithm.HMAC_SHA256, key).doFinal(step.getBytes(US_ASCII));
        }
        return Due.software(Algorithm.HMAC_SHA256, key).doFinal(string(region, service));
    }

    @Test
    void itSignsAsAwsDocumentsIt() throws Exception {
        assertThat(HexFormat.of().formatHex(mac(ID).doFinal(STRING))).isEqualTo(SIGNATURE);
        assertThat(mac(ID).getMacLength()).isEqualTo(32);
    }

    @Test
    void theMessageMayComeInPartsAndTheMacGoesOn() throws Exception {
        Mac mac = mac(ID);
        for (int round = 0; round < 2; round++) {
            mac.update(STRING[0]);
            mac.update(STRING, 1, 20);
            mac.update(ByteBuffer.wrap(STRING, 21, 30).asReadOnlyBuffer());
            Mac copy = (Mac) mac.clone();
            mac.update(new byte[100]);
            mac.reset();
            mac.update(STRING, 0, 51);
            for (Mac each : new Mac[] {copy, mac}) {
                each.update(STRING, 51, STRING.length - 51);
                assertThat(HexFormat.of().formatHex(each.doFinal())).isEqualTo(SIGNATURE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 60, 61, 64, 1024})
    void secretsMayHaveAnyLength(int length) throws Exception {
        byte[] secret = "s".repeat(length).getBytes(US_ASCII);
        factory().generateSecret(new DueHsmKeySpec("long", secret));
        assertThat(mac("long").doFinal(string("eu_1", "S3"))).isEqualTo(expected(secret, "eu_1", "S3"));
    }

    /** The form is the device's business; here, that its refusal arrives and nothing of it stays. */
    @Test
    void nothingButStringsToSignIsSigned() throws Exception {
        Mac mac = mac(ID);
        for (byte[] message : new byte[][] {
            {}, "20150830".getBytes(US_ASCII), (new String(STRING, US_ASCII) + "\n").getBytes(US_ASCII), new byte[386]
        }) {
            assertThatThrownBy(() -> mac.doFinal(message))
                    .isInstanceOfSatisfying(
                            DeviceStatusException.class,
                            e -> assertThat(e.status()).isEqualTo(DeviceStatus.BAD_MESSAGE))
                    .hasMessageStartingWith(
                            DUE.port() + ": key \"" + ID + "\": a key for AWS4-HMAC-SHA256 signs nothing");
            assertThat(HexFormat.of().formatHex(mac.doFinal(STRING))).isEqualTo(SIGNATURE);
        }
    }

    /** As an update that a device refuses: the Mac says so until the end of the message. */
    @Test
    void aMessageLongerThanAnyIsRefusedWhereItGrows() throws Exception {
        Mac mac = mac(ID);
        mac.update(new byte[386]);
        assertThatThrownBy(() -> mac.update((byte) 1))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("more than the 386 bytes of the longest string to sign");
        assertThatThrownBy(() -> mac.update((byte) 1)).isInstanceOf(ProviderException.class);
        assertThatThrownBy(mac::doFinal).isInstanceOf(ProviderException.class);
        assertThat(HexFormat.of().formatHex(mac.doFinal(STRING))).isEqualTo(SIGNATURE);
    }

    @Test
    void theKeyStoreHasItsKeys() throws Exception {
        KeyStore store = DUE.keyStore();
        SecretKey handle = (SecretKey) store.getKey(ID, null);
        assertThat(handle.getAlgorithm()).isEqualTo("AWS4-HMAC-SHA256");
        assertThat(HexFormat.of().formatHex(mac(handle).doFinal(STRING))).isEqualTo(SIGNATURE);

        byte[] other = "another".getBytes(US_ASCII);
        store.setKeyEntry(ID, new SecretKeySpec(other, "AWS4-HMAC-SHA256"), null, null);
        assertThat(mac(handle).doFinal(STRING)).isEqualTo(expected(other, "us-east-1", "iam"));
        store.setKeyEntry(ID, new SecretKeySpec(other, "HmacSHA256"), null, null);
        assertThatThrownBy(() -> mac(handle).doFinal(STRING))
                .hasMessageContaining("the key is for HmacSHA256, not for AWS4-HMAC-SHA256");
        assertThat(DUE.mac(Algorithm.HMAC_SHA256, ID).doFinal(STRING))
                .isEqualTo(Due.software(Algorithm.HMAC_SHA256, other).doFinal(STRING));
    }

    /** Whatever the handle says: a plain HMAC of the date would be the first key of the chain. */
    @Test
    void noOtherAlgorithmIsComputedByItsKey() throws Exception {
        for (Algorithm other : Algorithm.hmacs()) {
            for (int length : new int[] {8, 100_000}) {
                assertThatThrownBy(() -> DUE.mac(other, ID).doFinal(new byte[length]))
                        .isInstanceOfSatisfying(
                                DeviceStatusException.class,
                                e -> assertThat(e.status()).isEqualTo(DeviceStatus.WRONG_ALGORITHM))
                        .hasMessageContaining("the key is for AWS4-HMAC-SHA256, not for " + other.jcaName());
            }
        }
    }

    @Test
    void limitsAreStoredWithTheKeyAndTold() throws Exception {
        KeyLimits limits = KeyLimits.of(List.of("eu-west-1", "us-east-1"), List.of("s3"));
        byte[] secret = SECRET.getBytes(US_ASCII);
        factory().generateSecret(new DueHsmKeySpec("DueHSM", "limited", secret, limits));
        assertThat(DUE.client().find("limited")).map(KeyEntry::limits).contains(limits);
        assertThat(DUE.client().keys()).extracting(KeyEntry::limits).containsExactlyInAnyOrder(KeyLimits.NONE, limits);

        Mac mac = mac("limited");
        for (int round = 0; round < 2; round++) { // the second time the day's key is there
            assertThat(mac.doFinal(string("us-east-1", "s3"))).isEqualTo(expected(secret, "us-east-1", "s3"));
            for (byte[] refused : new byte[][] {STRING, string("eu-west-2", "s3"), string("eu-west-1", "s33")}) {
                assertThatThrownBy(() -> mac.doFinal(refused))
                        .isInstanceOfSatisfying(
                                DeviceStatusException.class,
                                e -> assertThat(e.status()).isEqualTo(DeviceStatus.LIMITED))
                        .hasMessageContainingAll(
                                "key \"limited\": the key is limited to regions eu-west-1,us-east-1; services s3",
                                "is for 20150830/",
                                "/aws4_request; take a key for that");
            }
        }
        DUE.keyStore().setKeyEntry("limited", new SecretKeySpec(secret, "AWS4-HMAC-SHA256"), null, null);
        assertThat(DUE.client().find("limited")).map(KeyEntry::limits).contains(KeyLimits.NONE);
        assertThat(mac.doFinal(STRING)).isEqualTo(expected(secret, "us-east-1", "iam"));
    }

    /** They come in two pieces. */
    @Test
    void limitsMayFillWhatTheIdLeaves() {
        KeyLimits limits = KeyLimits.of(List.of("r".repeat(63)), List.of("s".repeat(59)));
        DUE.client().importKey("i", AWS4, new byte[1], limits, false);
        assertThat(DUE.client().find("i")).map(KeyEntry::limits).contains(limits);
        assertThat(DUE.client().keys()).extracting(KeyEntry::limits).contains(limits);
    }
}
