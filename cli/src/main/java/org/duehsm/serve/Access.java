package org.duehsm.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.duehsm.rules.Caller;
import org.duehsm.rules.Permissions;
import org.duehsm.rules.Right;
import org.duehsm.rules.Rules;
import org.duehsm.rules.Token;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Whom the daemon signs for: whoever reaches it, whoever shows a token, or whomever rules permit. */
public final class Access {

    private static final Permissions NONE = (right, keyId) -> false;

    private final Optional<Token> token;
    private final Optional<Rules> rules;

    private Access(Optional<Token> token, Optional<Rules> rules) {
        this.token = token;
        this.rules = rules;
    }

    /** For whoever reaches it, as the original. */
    public static Access open() {
        return new Access(Optional.empty(), Optional.empty());
    }

    /** For whoever shows this token. */
    public static Access byToken(Token token) {
        return new Access(Optional.of(token), Optional.empty());
    }

    /** For those whom rules permit. */
    public static Access byRules(Rules rules) {
        return new Access(Optional.empty(), Optional.of(rules));
    }

    /** Whether everybody who reaches the daemon can sign. */
    boolean isOpen() {
        return token.isEmpty() && rules.isEmpty();
    }

    /**
     * What the client of a request may do.
     *
     * @param permissions what it may have signed
     * @param by who it is, in the words of the rules; empty without rules
     * @param refusal the answer to whatever it asks; empty if it depends on the key
     */
    record Client(Permissions permissions, Optional<String> by, Optional<Answer> refusal) {

        private Client(Answer refusal) {
            this(NONE, Optional.empty(), Optional.of(refusal));
        }
    }

    /** The client of a request. */
    Client client(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (rules.isPresent()) {
            return client(rules.get(), request, authorization);
        }
        return token.isPresent() && !token.get().isShownBy(authorization)
                ? new Client(Answer.UNAUTHORIZED)
                : new Client(Permissions.ALL, Optional.empty(), Optional.empty());
    }

    /* Who comes from another machine is nobody without a token: rules for TCP mean the programs of this one. */
    private static Client client(Rules rules, Request request, String authorization) {
        Optional<String> shown = rules.tokenName(authorization);
        if (rules.admitTokens() && authorization != null && shown.isEmpty()) {
            return new Client(Answer.UNAUTHORIZED);
        }
        Permissions permissions = rules.ofToken(authorization);
        Optional<Caller> caller = caller(request);
        if (caller.isPresent()) {
            permissions = permissions.or(rules.of(caller.get()));
        }
        if (!permissions.permits(Right.MAC, null)) {
            boolean tokenMayHelp = rules.admitTokens() && shown.isEmpty();
            return new Client(tokenMayHelp ? Answer.UNAUTHORIZED : Answer.NOT_PERMITTED);
        }
        String by = shown.map(name -> "token " + name)
                .or(() -> caller.map(Caller::toString))
                .orElseThrow();
        return new Client(permissions, Optional.of(by), Optional.empty());
    }

    private static Optional<Caller> caller(Request request) {
        Object transport =
                request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        try {
            SocketChannel channel = (SocketChannel) transport;
            boolean far = channel.getRemoteAddress() instanceof InetSocketAddress address
                    && !address.getAddress().isLoopbackAddress();
            return far ? Optional.empty() : Optional.of(Caller.of(channel));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
