package org.duehsm.awssdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.CanonicalSigner;
import org.duehsm.aws.ChunkEncoder;
import org.duehsm.aws.Trailers;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.BaseSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs requests of the SDK's clients by one access key; bodies are read as they are sent. */
final class DueHsmSigner implements AwsV4HttpSigner {

    private final AccessKey key;
    private final Executor executor;

    /** Of asynchronous requests, those that have a stream are signed by this executor. */
    DueHsmSigner(AccessKey key, Executor executor) {
        this.key = key;
        this.executor = executor;
    }

    /** What a request needs besides its body. */
    private final class Request {

        final SdkHttpRequest.Builder builder;
        final BodyPlan plan;
        private final Head head;
        private final CanonicalSigner signer;

        Request(BaseSignRequest<?, ? extends AwsCredentialsIdentity> request) {
            if (!key.id().equals(request.identity().accessKeyId())) {
                throw new IllegalArgumentException("the key " + key.id() + " signs no request of the access key "
                        + request.identity().accessKeyId());
            }
            builder = request.request().toBuilder();
            plan = BodyPlan.of(request);
            head = Head.of(request);
            if (plan.chunked() && head.validity().isPresent()) {
                throw new UnsupportedOperationException(
                        "a request that is presigned has no chunks, whose signatures nobody could make later");
            }
            signer = new CanonicalSigner(
                    key,
                    request.requireProperty(REGION_NAME),
                    request.requireProperty(SERVICE_SIGNING_NAME),
                    request.requireProperty(HttpSigner.SIGNING_CLOCK, Clock.systemUTC())
                            .instant());
        }

        SdkHttpRequest signWhole(BodyDigest digest) {
            plan.describe(builder, digest);
            sign();
            return builder.build();
        }

        /** A new encoder for each time that the body is sent. */
        Supplier<ChunkEncoder> signChunked(long length) {
            Trailers trailers = plan.describeChunks(builder, length);
            String signature = sign();
            return () ->
                    plan.signed() ? ChunkEncoder.signed(signer, signature, trailers) : ChunkEncoder.unsigned(trailers);
        }

        private String sign() {
            try {
                return head.sign(builder, signer);
            } catch (IOException | GeneralSecurityException | ProviderException e) {
                throw SigningFailure.of(key.id(), e);
            }
        }
    }

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
        Request signing = new Request(request);
        Optional<ContentStreamProvider> payload = request.payload();
        SignedRequest.Builder signed = SignedRequest.builder();
        if (signing.plan.chunked()) {
            long length = BodyPlan.length(request.request()).orElseGet(() -> count(payload.get()));
            Supplier<ChunkEncoder> encoders = signing.signChunked(length);
            return signed.request(signing.builder.build())
                    .payload(new ChunkedContent(payload.get(), length, encoders))
                    .build();
        }
        BodyDigest digest = new BodyDigest(signing.plan.checksum());
        if (signing.plan.isReadBefore() && payload.isPresent()) {
            try {
                digest.read(payload.get().newStream());
            } catch (IOException e) {
                throw SigningFailure.of(key.id(), e);
            }
        }
        return signed.request(signing.signWhole(digest))
                .payload(payload.orElse(null))
                .build();
    }

    /* A service wants to know it before; whoever gives a body that can be read once only gives its length, too. */
    private long count(ContentStreamProvider payload) {
        try (InputStream body = payload.newStream()) {
            byte[] buffer = new byte[16 << 10];
            long length = 0;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                length += count;
            }
            return length;
        } catch (IOException e) {
            throw SigningFailure.of(key.id(), e);
        }
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
        Request signing = new Request(request);
        Publisher<ByteBuffer> payload = request.payload().orElse(null);
        AsyncSignedRequest.Builder signed = AsyncSignedRequest.builder();
        if (signing.plan.chunked()) {
            long length = BodyPlan.length(request.request())
                    .orElseThrow(() -> new UnsupportedOperationException("a body that is sent in chunks has to say its"
                            + " length: give the request contentLength, or the AsyncRequestBody one that is known"));
            return CompletableFuture.supplyAsync(() -> signing.signChunked(length), executor)
                    .thenApply(encoders -> signed.request(signing.builder.build())
                            .payload(chunks(signing.plan, payload, length, encoders))
                            .build());
        }
        BodyDigest digest = new BodyDigest(signing.plan.checksum());
        CompletableFuture<BodyDigest> read = signing.plan.isReadBefore() && payload != null
                ? DigestSubscriber.read(payload, digest)
                : CompletableFuture.completedFuture(digest);
        return read.thenApplyAsync(signing::signWhole, executor)
                .thenApply(head -> signed.request(head).payload(payload).build());
    }

    /* What needs no device needs none of its threads. */
    private Publisher<ByteBuffer> chunks(
            BodyPlan plan, Publisher<ByteBuffer> payload, long length, Supplier<ChunkEncoder> encoders) {
        return new ChunkedPublisher(payload, length, encoders, plan.signed() ? executor : Runnable::run, key.id());
    }
}
