package org.duehsm.awssdk;

import java.security.InvalidKeyException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.duehsm.aws.AccessKey;
import org.duehsm.provider.DueHsmKey;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/**
 * {@code aws.auth#sigv4} of the AWS SDK for Java 2, signing by a key that is on a device: {@code
 * S3Client.builder().putAuthScheme(DueHsmAuthScheme.of("AKIA..."))}. Any client that signs by Signature Version 4 takes
 * it, synchronous or not. Immutable, and safe for use by many clients and threads.
 *
 * <p>The credentials of a client or of a request are not asked for; whoever asks this one for the secret gets an
 * exception, because nobody has it. A request that is not signed fails with an {@link
 * software.amazon.awssdk.core.exception.SdkClientException}, whose cause is what the device said. Only where the device
 * was not there does the SDK try again, as often as the client is told to.
 */
public final class DueHsmAuthScheme implements AwsV4AuthScheme {

    private static final String AWS4 = "AWS4-HMAC-SHA256";

    private final AccessKey key;
    private final Supplier<String> sessionToken;
    private final Executor executor;

    private DueHsmAuthScheme(AccessKey key, Supplier<String> sessionToken, Executor executor) {
        this.key = key;
        this.sessionToken = sessionToken;
        this.executor = executor;
    }

    /**
     * By the key of this id on the token {@code DueHSM}, through the registered provider. No device is needed yet.
     *
     * @param accessKeyId the access key id, under which its secret was imported for AWS4-HMAC-SHA256
     * @throws IllegalArgumentException if that is no access key id
     * @throws IllegalStateException if the provider is not registered
     */
    public static DueHsmAuthScheme of(String accessKeyId) {
        DueHsmKey key = DueHsmKey.of(accessKeyId).withAlgorithm(AWS4);
        try {
            return of(AccessKey.of(accessKeyId, key));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(
                    "no registered provider signs by the key " + accessKeyId
                            + ": register DueHSM in java.security, or by Security.addProvider, before the client is made",
                    e);
        }
    }

    /**
     * By this key: of another token, of a provider that is not registered, or of a daemon.
     *
     * @throws IllegalArgumentException if the key is not for AWS4-HMAC-SHA256
     */
    public static DueHsmAuthScheme of(AccessKey key) {
        if (!key.algorithm().equals(AWS4)) {
            throw new IllegalArgumentException(
                    "clients of the SDK sign by " + AWS4 + ", and the key " + key.id() + " is for " + key.algorithm());
        }
        return new DueHsmAuthScheme(key, () -> null, SigningThreads.POOL);
    }

    /**
     * The same for temporary credentials, whose secret is on the device under their access key id.
     *
     * @param token gives the session token of the key; asked for each request, so it should not take long
     */
    public DueHsmAuthScheme withSessionToken(Supplier<String> token) {
        return new DueHsmAuthScheme(key, Objects.requireNonNull(token), executor);
    }

    /**
     * The same with other threads, which wait for the device in place of the SDK's when an asynchronous client sends
     * a stream. Unless it is said, they are threads of the plug's own, as many as are waiting.
     *
     * @param threads not those of an event loop: each signature blocks one, a few milliseconds or until the device's
     *     timeout
     */
    public DueHsmAuthScheme withExecutor(Executor threads) {
        return new DueHsmAuthScheme(key, sessionToken, Objects.requireNonNull(threads));
    }

    /** {@code aws.auth#sigv4}: what the SDK's own scheme is called, which this one replaces. */
    @Override
    public String schemeId() {
        return SCHEME_ID;
    }

    /** One that says the access key id and the session token, and has no secret. */
    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return new IdentityProvider<>() {
            @Override
            public Class<AwsCredentialsIdentity> identityType() {
                return AwsCredentialsIdentity.class;
            }

            @Override
            public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
                String token = sessionToken.get();
                return CompletableFuture.completedFuture(
                        token == null ? new HeldIdentity(key.id()) : new HeldIdentity.WithToken(key.id(), token));
            }
        };
    }

    @Override
    public AwsV4HttpSigner signer() {
        return new DueHsmSigner(key, executor);
    }

    @Override
    public String toString() {
        return "DueHsmAuthScheme[" + key.id() + "]";
    }
}
