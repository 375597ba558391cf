package org.duehsm.aws;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What of a query an S3 service signs. Services do not agree: a request is refused as wrongly signed if
 * they differ over a parameter that it has. For a service that is none of the constants, make one.
 *
 * @param subResources the parameters that are signed with the path, with their values as they are before
 *     they are encoded
 * @param amzInQuery whether {@code x-amz-meta-} parameters and {@code x-amz-security-token} of a presigned
 *     URI are signed, and taken, as headers of the same name are
 */
public record S3Dialect(Set<String> subResources, boolean amzInQuery) {

    /* AWS' documentation, and what every service here signs. */
    private static final String COMMON = "acl delete lifecycle location logging notification partNumber policy"
            + " requestPayment torrent uploadId uploads versionId versioning versions website"
            + " response-cache-control response-content-disposition response-content-encoding"
            + " response-content-language response-content-type response-expires";

    /** AWS, by the list of its own botocore ({@code HmacV1Auth}). */
    public static final S3Dialect AWS = of(
            true,
            COMMON + " accelerate analytics cors inventory metrics object-lock replication restore select"
                    + " select-type tagging");

    /** Ceph RADOS Gateway ({@code signed_subresources} in rgw_auth_s3.cc). */
    public static final S3Dialect CEPH =
            of(true, COMMON + " cors encryption object-lock policyStatus publicAccessBlock tagging");

    /** OpenStack Swift, {@code s3api} ({@code ALLOWED_SUB_RESOURCES} in s3request.py). */
    public static final S3Dialect SWIFT = of(false, COMMON + " cors object-lock restore tagging");

    /** S3Proxy 4.1 ({@code SIGNED_SUBRESOURCES} in AwsSignature.java). */
    public static final S3Dialect S3PROXY = of(false, COMMON);

    /** Copies the set. */
    public S3Dialect {
        subResources = Set.copyOf(subResources);
    }

    private static S3Dialect of(boolean amzInQuery, String subResources) {
        return new S3Dialect(new HashSet<>(Arrays.asList(subResources.split(" "))), amzInQuery);
    }
}
