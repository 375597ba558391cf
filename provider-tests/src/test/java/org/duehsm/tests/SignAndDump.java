package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsRequest;
import org.duehsm.aws.Payload;
import org.duehsm.aws.Signature4Rules;
import org.duehsm.aws.Signature4Signer;
import org.duehsm.provider.DueHsmKey;

/** A program that signs by Signature Version 4, prints signatures, and writes all of its heap to a file. */
final class SignAndDump {

    static final String ID = "AKIAHEAP";
    static final String REGION = "eu-west-1";
    static final String SERVICE = "s3";
    static final Instant TIME = Instant.parse("2026-11-30T12:36:00Z");

    private static final String AWS4 = "AWS4-HMAC-SHA256";
    private static final AwsRequest REQUEST = AwsRequest.of("GET", URI.create("https://s3.example.com/bucket/key"));

    private SignAndDump() {}

    /** Arguments: the file, and the device's port; or without a port, it reads the secret from its input. */
    public static void main(String[] arguments) throws Exception {
        AccessKey key = arguments.length > 1
                ? AccessKey.of(ID, DueHsmKey.of(ID).withAlgorithm(AWS4), Due.provider(arguments[1]))
                : AccessKey.of(ID, new SecretKeySpec(System.in.readAllBytes(), AWS4));
        System.out.println(signature(key));
        for (int i = 0; i < 20; i++) {
            signer(key).presign(REQUEST.withQuery("round", "" + i), Duration.ofMinutes(1));
            signer(key).sign(REQUEST, Payload.of(("body " + i).getBytes(UTF_8)));
        }
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[0], false);
    }

    /** The Authorization of a request. */
    static String signature(AccessKey key) throws Exception {
        return signer(key)
                .sign(REQUEST, Payload.none())
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
    }

    private static Signature4Signer signer(AccessKey key) {
        return new Signature4Signer(key, REGION, SERVICE, Signature4Rules.S3, Clock.fixed(TIME, ZoneOffset.UTC));
    }
}
