package org.duehsm.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.duehsm.aws.Signature4Rules;

/**
 * Which requests are signed with which key, and where they go. Nothing of it is taken from a request.
 *
 * @param name what log lines call it
 * @param placeholder the access key id that its clients sign with, which is their token as well
 * @param upstream {@code https://host[:port]}, or {@code http://} on loopback
 * @param virtualHosted buckets of S3 that clients name in the host, {@code BUCKET.localhost}, and upstream has there, too;
 *     if there are any, requests that name none are not for this rule
 * @param keyId of the device's key, which is the access key id at AWS
 * @param region that is signed for, and that clients have to sign for
 * @param service that is signed for, and that clients have to sign for
 * @param dialect in what services differ: {@link Signature4Rules#S3} or {@link Signature4Rules#GENERAL}
 * @param body how bodies are signed
 * @param allowed the methods and paths that are passed on
 * @param patience how long upstream may be without progress
 */
record ProxyRule(
        String name,
        String placeholder,
        URI upstream,
        Set<String> virtualHosted,
        String keyId,
        String region,
        String service,
        Signature4Rules dialect,
        BodyMode body,
        List<Allowed> allowed,
        Duration patience) {

    /** Whether it is for S3, or what speaks its language. */
    boolean isS3() {
        return dialect == Signature4Rules.S3;
    }

    /** Whether it permits this request. */
    boolean permits(String method, String path) {
        return allowed.stream().anyMatch(line -> line.permits(method, path));
    }

    /** Where requests for this bucket go, which is one of {@link #virtualHosted}. */
    URI upstream(String bucket) {
        return URI.create(upstream.getScheme() + "://" + bucket + "." + upstream.getRawAuthority());
    }

    /** Without the placeholder. */
    @Override
    public String toString() {
        return "rule " + name;
    }
}
