package org.duehsm.proxy;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.duehsm.aws.Signature4Signer;
import org.duehsm.serve.SlowClients;
import org.duehsm.serve.WebPageGuard;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds the rule for a request by its head, or refuses it, and hands it to a thread that may wait. */
final class ProxyHandler extends Handler.Abstract.NonBlocking {

    /** Requests of a rule at a time: of one that is used up, the others' clients notice nothing. */
    static final int REQUESTS = 64;

    private final ProxyRules rules;
    private final Map<ProxyRule, Place> places;
    private final WebPageGuard guard;
    private final Upstream upstream;
    private final Executor workers;
    private final ProxyLog log;
    private final Clock clock;

    /**
     * What a rule has.
     *
     * @param signer with its key, for its region and service
     * @param free how many more of its requests can be under way
     * @param memory bytes of its requests' bodies that can still be kept
     */
    record Place(Signature4Signer signer, Semaphore free, Semaphore memory) {

        Place(Signature4Signer signer) {
            this(signer, new Semaphore(REQUESTS), new Semaphore(Outgoing.MAX_ALL_KEPT));
        }
    }

    ProxyHandler(
            ProxyRules rules,
            Map<ProxyRule, Place> places,
            InetAddress address,
            Upstream upstream,
            Executor workers,
            ProxyLog log,
            Clock clock) {
        this.rules = rules;
        this.places = places;
        this.guard = new WebPageGuard(address, rules.hosts());
        this.upstream = upstream;
        this.workers = workers;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<AskedTarget> target = Optional.empty();
        Optional<ProxyRule> rule = Optional.empty();
        try {
            requireNoWebPage(request);
            target = Optional.of(AskedTarget.of(request.getHttpURI()));
            ClientSignature signature =
                    ClientSignature.read(request.getHeaders(), target.get().presigned());
            rule = Optional.of(rules.rule(signature));
            signature.requireGood(clock.instant());
            URI uri = upstream(request, rule.get());
            if (!target.get().isPermitted(rule.get(), request.getMethod())) {
                throw RefusedException.denied("no line of the rule allows " + request.getMethod()
                        + " of this path; the proxy's rules need one");
            }
            take(new Asked(request, response, callback, target, rule, log), uri, places.get(rule.get()));
        } catch (RefusedException e) {
            new Asked(request, response, callback, target, rule, log).refuseUnread(e);
        }
        return true;
    }

    private void requireNoWebPage(Request request) throws RefusedException {
        Optional<WebPageGuard.Suspicion> suspicion = guard.suspicion(request);
        if (suspicion.isPresent()) {
            throw RefusedException.denied(
                    suspicion.get() == WebPageGuard.Suspicion.ORIGIN
                            ? "the request has an Origin header, so a web page has made it"
                            : "the request's host is not this proxy, nor a bucket in its host that a rule names");
        }
    }

    private static URI upstream(Request request, ProxyRule rule) throws RefusedException {
        String host = request.getHeaders()
                .get(HttpHeader.HOST)
                .toLowerCase(Locale.ROOT)
                .replaceFirst(":\\d*$", "");
        boolean named = host.endsWith(AskedTarget.VIRTUAL_HOST);
        String bucket = named ? host.substring(0, host.length() - AskedTarget.VIRTUAL_HOST.length()) : "";
        if (named ? rule.virtualHosted().contains(bucket) : rule.virtualHosted().isEmpty()) {
            return named ? rule.upstream(bucket) : rule.upstream();
        }
        throw RefusedException.denied(
                named
                        ? "the rule does not name this bucket in the host; it needs 'virtual-hosted', or the client a bucket"
                                + " in the path (path-style)"
                        : "the rule is for buckets in the host, and this request has none there");
    }

    private void take(Asked asked, URI uri, Place place) throws RefusedException {
        if (!place.free().tryAcquire()) {
            throw busy();
        }
        SlowClients.pause(asked.request()); // it may take as long as it does; pauses are bounded
        asked.request().addIdleTimeoutListener(idle -> false); // upstream may be slow, and has its own time-out
        Runnable forwarding = new Forwarding(asked, uri, place.signer(), upstream, place.memory(), workers);
        try {
            workers.execute(() -> {
                try {
                    forwarding.run();
                } finally {
                    place.free().release();
                }
            });
        } catch (RejectedExecutionException e) {
            place.free().release();
            throw busy();
        }
    }

    private static RefusedException busy() {
        return new RefusedException(
                503,
                "SlowDown",
                "the rule has " + REQUESTS + " requests under way, as many as it may; try again in a moment");
    }
}
