package org.duehsm.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.duehsm.aws.AwsRequest;
import org.duehsm.aws.Signature4Signer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;

/**
 * A request that its rule permits on its way: signed, sent, and answered with what upstream answers, by a thread that may
 * wait for all of them. Bodies pass in pieces.
 */
final class Forwarding implements Runnable {

    private static final int PIECE = 64 << 10;

    private final Asked asked;
    private final URI upstreamUri;
    private final Signature4Signer signer;
    private final Upstream upstream;
    private final Semaphore memory;
    private final Executor pumps;
    private Optional<Outgoing> outgoing = Optional.empty();
    private Optional<Pump> pump = Optional.empty();
    private Optional<Request> sent = Optional.empty();

    /**
     * A request on its way.
     *
     * @param upstreamUri of the rule, with the bucket in it if that is in the host
     * @param signer with the rule's key, region and service
     * @param memory for bodies that are kept
     * @param pumps for threads that wait for bodies
     */
    Forwarding(
            Asked asked,
            URI upstreamUri,
            Signature4Signer signer,
            Upstream upstream,
            Semaphore memory,
            Executor pumps) {
        this.asked = asked;
        this.upstreamUri = upstreamUri;
        this.signer = signer;
        this.upstream = upstream;
        this.memory = memory;
        this.pumps = pumps;
    }

    @Override
    public void run() {
        try {
            forward();
        } catch (IOException | GeneralSecurityException | InterruptedException | RuntimeException e) {
            endPump();
            asked.refuse(Failures.refusal(e), isComplete(), received());
        } finally {
            outgoing.ifPresent(body -> body.release(memory));
        }
    }

    private long received() {
        return outgoing.map(body -> body.body().given()).orElse(0L);
    }

    private boolean isComplete() {
        return outgoing.map(body -> body.body().isComplete()).orElse(false);
    }

    /* Only one thread reads the client's body at a time. */
    private void endPump() {
        sent.ifPresent(request -> request.abort(new IOException("the answer is there before the request")));
        pump.ifPresent(Pump::await);
    }

    private void forward() throws IOException, GeneralSecurityException, InterruptedException {
        AwsRequest head = AskedHeaders.addTo(AwsRequest.of(asked.method(), sentUri()), asked.headers());
        CopySource.require(asked.rule(), asked.headers());
        InputStream in = Content.Source.asInputStream(asked.request());
        Outgoing body = Outgoing.take(asked.rule(), asked.method(), asked.headers(), in, memory);
        outgoing = Optional.of(body);
        if (body.checksum().isPresent()) {
            head = head.withHeader(body.checksum().get()[0], body.checksum().get()[1]);
        }
        HttpRequest signed = signer.sign(head, body.payload());
        if (!signed.uri().equals(head.uri())) {
            throw RefusedException.invalid(
                    "a path with empty segments or dots, which this service reads as another path");
        }
        try (InputStreamResponseListener answer = new InputStreamResponseListener()) {
            send(signed, body, answer);
            answer(response(answer), answer.getInputStream());
        }
    }

    private URI sentUri() throws RefusedException {
        String uri = upstreamUri + asked.target().sent();
        try {
            return URI.create(uri);
        } catch (IllegalArgumentException e) { // whose message has the query in it
            throw RefusedException.invalid("path or query have characters that have to be percent-encoded");
        }
    }

    private void send(HttpRequest signed, Outgoing body, InputStreamResponseListener answer) {
        Request request = upstream.request(signed, asked.rule().patience());
        sent = Optional.of(request);
        if (body.kept().isPresent()) {
            if (body.kept().get().length > 0) {
                request.body(new BytesRequestContent((String) null, body.kept().get()));
            }
            request.send(answer);
            return;
        }
        Pump streaming = new Pump(signed.bodyPublisher().orElseThrow());
        pump = Optional.of(streaming);
        request.body(streaming.content()).send(answer);
        pumps.execute(streaming);
    }

    /* A failure of the body is upstream's as well, which then is not the cause. */
    private Response response(InputStreamResponseListener answer) throws IOException, InterruptedException {
        try {
            return answer.get(1, TimeUnit.DAYS); // the client has time-outs that end it
        } catch (ExecutionException e) {
            Throwable ofBody = pump.map(Pump::failure).orElse(null);
            throw ofBody == null ? Failures.ofUpstream(e.getCause()) : Failures.refusal(ofBody);
        } catch (TimeoutException e) {
            throw Failures.ofUpstream(e);
        }
    }

    private void answer(Response head, InputStream content) throws IOException {
        boolean redirects = head.getStatus() / 100 == 3 && head.getHeaders().contains(HttpHeader.LOCATION);
        if (redirects) {
            throw Failures.redirect(Optional.ofNullable(head.getHeaders().get("x-amz-bucket-region")));
        }
        boolean early = !isComplete();
        asked.begin(head, early);
        long back = 0;
        byte[] piece = new byte[PIECE];
        try {
            for (int count = content.read(piece); count != -1; count = content.read(piece)) {
                asked.write(piece, count);
                back += count;
            }
            asked.writeEnd(received(), back);
        } catch (IOException e) {
            endPump();
            asked.breakOff(head.getStatus(), received(), back, e);
            return;
        }
        if (early) {
            endPump();
        }
        asked.end(early);
    }
}
