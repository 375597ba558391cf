package org.duehsm.proxy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;

/** What a client is told of what went wrong on the way. */
final class Failures {

    private Failures() {}

    /** The answer to a request that was not answered by upstream. */
    static RefusedException refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refusal) {
                return refusal;
            }
            if (cause instanceof DeviceStatusException refused && refused.status() == DeviceStatus.LIMITED) {
                return RefusedException.denied(
                        "the key of the rule is limited on the device, to other regions or services");
            }
            if (cause instanceof ProviderException || cause instanceof GeneralSecurityException) {
                ProxyLog.warn(cause);
                return new RefusedException(
                        503, "ServiceUnavailable", "the device does not sign; the proxy's own output tells why");
            }
        }
        if (failure instanceof IllegalArgumentException) {
            return RefusedException.invalid(failure.getMessage());
        }
        if (failure instanceof IOException) {
            return new RefusedException(400, "IncompleteBody", "the body did not arrive");
        }
        ProxyLog.warn(failure);
        return new RefusedException(500, "InternalError", "the proxy has failed; its own output tells why");
    }

    /** Upstream has not answered. */
    static RefusedException ofUpstream(Throwable cause) {
        ProxyLog.warn(cause);
        return cause instanceof TimeoutException
                ? new RefusedException(504, "GatewayTimeout", "the upstream of the rule has not answered in time")
                : new RefusedException(
                        502,
                        "BadGateway",
                        "the upstream of the rule has not answered; the proxy's own output tells why");
    }

    /** Upstream has answered that the request belongs elsewhere, where the rule does not name. */
    static RefusedException redirect(Optional<String> region) {
        return RefusedException.denied(
                "the service answers that this belongs to another host, and the proxy goes to none"
                        + " that no rule names: the proxy's rules need another upstream and region"
                        + region.map(name -> " (the bucket is in " + name + ")").orElse(""));
    }
}
