package org.duehsm.proxy;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/** The object that a request to S3 has copied, which it reads as if by GET: so a rule has to permit that. */
final class CopySource {

    /* Whatever else follows a question mark is a part of the name to some servers. */
    private static final Pattern VERSION = Pattern.compile("versionId=[^?&/]*");

    private CopySource() {}

    /** Throws RefusedException if a request has an object copied that the rule does not let its client get. */
    static void require(ProxyRule rule, HttpFields headers) throws RefusedException {
        Optional<String> source = AskedHeaders.single(headers, AskedHeaders.COPY_SOURCE);
        if (source.isPresent() && !isPermitted(rule, source.get())) {
            throw RefusedException.denied(
                    "no line of the rule allows GET of the object in " + AskedHeaders.COPY_SOURCE + "; it needs one");
        }
    }

    private static boolean isPermitted(ProxyRule rule, String source) {
        String[] parts = (source.startsWith("/") ? source : "/" + source).split("\\?", 2);
        String path = parts[0];
        Optional<String> decoded = AskedTarget.decoded(path);
        if (decoded.isEmpty()
                || parts.length == 2 && !VERSION.matcher(parts[1]).matches()
                || AskedTarget.hasDots(decoded.get())
                || decoded.get().startsWith("/arn:")) {
            return false;
        }
        if (rule.virtualHosted().isEmpty()) {
            return AskedTarget.isPermitted(rule, "GET", path, decoded.get());
        }
        int slash = decoded.get().indexOf('/', 1);
        return slash > 0
                && rule.virtualHosted().contains(decoded.get().substring(1, slash))
                && rule.permits("GET", decoded.get().substring(slash));
    }
}
