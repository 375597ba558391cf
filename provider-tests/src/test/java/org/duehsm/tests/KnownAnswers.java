package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published MACs through {@link Mac}, whatever the transport. */
abstract class KnownAnswers {

    private static final int LONG = 70_000; // more than the host keeps, so a stream on the device

    private final Due due;
    private final Set<PublishedMacs> published;

    KnownAnswers(Due due, Set<PublishedMacs> published) {
        this.due = due;
        this.published = published;
    }

    @TestFactory
    Stream<DynamicTest> publishedMacs() {
        return published.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> compareWith(each)));
    }

    /** By the standard name and by ours. A MAC that is published as wrong must be another. */
    private void compareWith(PublishedMacs macs) throws Exception {
        String name = macs.algorithm().jcaName();
        DueHsmKey handle = DueHsmKey.of(macs.name()).withAlgorithm(name);
        List<Mac> ours =
                List.of(Mac.getInstance(name, due.provider()), Mac.getInstance(name + "-DueHSM", due.provider()));
        List<PublishedMacs.Case> cases = macs.read();
        for (int i = 0; i < cases.size(); i++) {
            PublishedMacs.Case published = cases.get(i);
            due.importKey(macs.algorithm(), handle.id(), published.key());
            for (Mac mac : ours) {
                mac.init(handle);
                assertThat(mac.doFinal(published.message()))
                        .as("%s, case %d of %s", mac.getAlgorithm(), i + 1, macs)
                        .hasSize(macs.algorithm().macLength())
                        .matches(published::agreesWith);
            }
        }
    }

    /** From "Signing and Authenticating REST Requests" in the Amazon S3 documentation. */
    @Test
    void theObjectGetExampleOfAmazonS3() throws Exception {
        due.importKey("AKIAIOSFODNN7EXAMPLE", text("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
        String stringToSign = "GET\n\n\nTue, 27 Mar 2007 19:36:42 +0000\n/awsexamplebucket1/photos/puppy.jpg";

        byte[] mac = due.mac("AKIAIOSFODNN7EXAMPLE").doFinal(text(stringToSign));

        assertThat(Base64.getEncoder().encodeToString(mac)).isEqualTo("qgk2+6Sv9/oM7G3qLEjTH1a1l1g=");
    }

    @ParameterizedTest
    @MethodSource("org.duehsm.client.Algorithm#hmacs")
    void theEmptyMessageAndALongOne(Algorithm algorithm) throws Exception {
        byte[] key = text("a key");
        due.importKey(algorithm, "lengths", key);
        Mac mac = due.mac(algorithm, "lengths");
        byte[] longMessage = "x".repeat(LONG).getBytes(StandardCharsets.US_ASCII);

        assertThat(mac.doFinal()).isEqualTo(Due.software(algorithm, key).doFinal());
        assertThat(mac.doFinal(longMessage))
                .isEqualTo(Due.software(algorithm, key).doFinal(longMessage));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
