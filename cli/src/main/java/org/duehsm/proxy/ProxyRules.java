package org.duehsm.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules of one file, read once. What none of them names is refused; their order does not matter.
 *
 * <pre>
 * rule reports
 *     placeholder  sandbox-3b0e6d8f5c1a4f02
 *     upstream     https://s3.eu-central-1.amazonaws.com
 *     key          AKIAIOSFODNN7EXAMPLE
 *     region       eu-central-1
 *     service      s3
 *     dialect      s3
 *     body         chunks
 *     allow        GET,HEAD  /data/*
 *     allow        PUT       /reports/run-1/*
 * </pre>
 */
public final class ProxyRules {

    private final List<ProxyRule> rules;

    private ProxyRules(List<ProxyRule> rules) {
        this.rules = rules;
    }

    /**
     * The rules in a file, UTF-8.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException for what is no rule, with file and number of the line; for a file that others than
     *     root and the account of this process could change, or that everybody can read; and for one without rules
     */
    public static ProxyRules read(Path file) throws IOException {
        return new ProxyRules(ProxyRulesFile.read(file));
    }

    List<ProxyRule> all() {
        return rules;
    }

    /** The ids of the device's keys that they name. */
    public Set<String> keyIds() {
        return rules.stream().map(ProxyRule::keyId).collect(Collectors.toSet());
    }

    /** Names besides those of loopback that a Host header may have, in lower case. */
    Set<String> hosts() {
        return rules.stream()
                .flatMap(rule -> rule.virtualHosted().stream())
                .map(bucket -> bucket + AskedTarget.VIRTUAL_HOST)
                .collect(Collectors.toSet());
    }

    /**
     * The rule for what a client has signed.
     *
     * @throws RefusedException if there is none
     */
    ProxyRule rule(ClientSignature signature) throws RefusedException {
        List<ProxyRule> own = own(signature.keyId());
        if (own.isEmpty()) {
            throw new RefusedException(
                    403,
                    "InvalidAccessKeyId",
                    "the access key id of this request is the placeholder of no rule of the proxy; use the one that"
                            + " whoever runs the proxy has given out");
        }
        Optional<ProxyRule> named = own.stream()
                .filter(rule -> rule.service().equals(signature.service())
                        && rule.region().equals(signature.region()))
                .findFirst();
        return named.orElseThrow(
                () -> RefusedException.denied("no rule for this placeholder has service " + signature.service()
                        + " in region " + signature.region() + "; the proxy's rules need one, or the client another"
                        + " region"));
    }

    /* All are compared, each in a time that does not tell how much of it is right. */
    private List<ProxyRule> own(String keyId) {
        byte[] shown = keyId.getBytes(StandardCharsets.UTF_8);
        List<ProxyRule> own = new ArrayList<>();
        for (ProxyRule rule : rules) {
            if (MessageDigest.isEqual(rule.placeholder().getBytes(StandardCharsets.UTF_8), shown)) {
                own.add(rule);
            }
        }
        return own;
    }
}
