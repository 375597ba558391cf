package org.duehsm.broker;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.duehsm.broker.Counters.Asked;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.Verb;
import org.duehsm.rules.Permissions;
import org.duehsm.rules.Right;

/**
 * What a request needs, verb by verb. All that the broker reads of a payload is the key id, and of LIST which entry:
 *
 * <pre>
 *  MAC with FIRST      MAC for the key id; its other parts go on with what was permitted
 *  COPY, ABORT         nothing: they reach only streams of the same session
 *  INFO                nothing
 *  LIST                LIST for any key; keys without it are left out
 *  FIND, and EXTENDED
 *  for limits          LIST or MAC for the key id: a MAC shows as well that the key is there, and what limits it
 *  RANDOM              RANDOM
 *  IMPORT, GENERATE,
 *  DELETE              MANAGE for the key id
 *  SEAL, MEASURE       MANAGE: it changes the board for all, or keeps it from all
 *  LOGIN, ENVELOPE, and
 *  EXTENDED for other
 *  limits and logins   nothing is enough: the one login there is that of the broker itself
 * </pre>
 *
 * <p>Other verbs, and other verbs of EXTENDED, are not passed on, because what they would do is not known here.
 */
enum RequestKind {
    /** A message under a key; counted once, with FIRST. */
    MAC(Right.MAC, Asked.MAC),
    /** COPY, ABORT, and the parts of a message but the first. */
    STREAM(null, null),
    INFO(null, Asked.INFO),
    LIST(Right.LIST, Asked.LIST),
    FIND(Right.LIST, Asked.LIST),
    RANDOM(Right.RANDOM, Asked.RANDOM),
    /** What changes keys, or the board. */
    MANAGE(Right.MANAGE, Asked.MANAGE),
    /** To log in, and what only a manager may do. */
    OWN_PORT(null, Asked.MANAGE),
    UNKNOWN(null, null);

    private static final int VERB = 0x0F;

    private final Right right;
    private final Asked asked;

    RequestKind(Right right, Asked asked) {
        this.right = right;
        this.asked = asked;
    }

    static int verb(IncomingRequest request) {
        return request.code() & VERB;
    }

    static int flags(IncomingRequest request) {
        return request.code() & ~VERB;
    }

    static RequestKind of(IncomingRequest request) {
        return switch (verb(request)) {
            case Verb.MAC -> (request.code() & Verb.FIRST) != 0 ? MAC : STREAM;
            case Verb.COPY, Verb.ABORT -> STREAM;
            case Verb.INFO -> INFO;
            case Verb.LIST -> LIST;
            case Verb.FIND -> FIND;
            case Verb.EXTENDED -> extended(request.payload());
            case Verb.LOGIN, Verb.ENVELOPE -> OWN_PORT;
            case Verb.RANDOM -> RANDOM;
            case Verb.IMPORT, Verb.GENERATE, Verb.DELETE, Verb.SEAL, Verb.MEASURE -> MANAGE;
            default -> UNKNOWN;
        };
    }

    private static RequestKind extended(byte[] payload) {
        return switch (payload.length == 0 ? 0 : payload[0]) {
            case Verb.GET_LIMITS -> FIND;
            case Verb.SET_LIMITS, Verb.LIST_LOGINS, Verb.ADD_LOGIN, Verb.REMOVE_LOGIN -> OWN_PORT;
            default -> UNKNOWN;
        };
    }

    private static boolean isGetLimits(byte[] payload) {
        return payload.length > 0 && payload[0] == Verb.GET_LIMITS;
    }

    /** The right that it needs, or null. */
    Right right() {
        return right;
    }

    /** What would permit it, as a rules file says it; or what it is, if nothing would. */
    String needs() {
        return switch (this) {
            case FIND -> "mac or list";
            case OWN_PORT -> "log in, or change logins and limits, which only the board's own port takes";
            default -> right.name().toLowerCase(Locale.ROOT);
        };
    }

    /** What it counts as, or null if it is not counted. */
    Asked asked() {
        return asked;
    }

    /** OK if the caller may, otherwise the status that refuses the request. */
    static int refusal(IncomingRequest request, Permissions permissions) {
        RequestKind kind = of(request);
        if (kind == UNKNOWN) {
            return Status.UNSUPPORTED;
        }
        if (kind == OWN_PORT) {
            return Status.NOT_PERMITTED;
        }
        if (kind.right == null) {
            return Status.OK;
        }
        String keyId = null;
        if (namesKey(request)) {
            keyId = keyId(request);
            if (keyId == null) {
                return Status.MALFORMED;
            }
        }
        boolean may = permissions.permits(kind.right, keyId) || kind == FIND && permissions.permits(Right.MAC, keyId);
        return may ? Status.OK : Status.NOT_PERMITTED;
    }

    private static boolean namesKey(IncomingRequest request) {
        return switch (verb(request)) {
            case Verb.MAC, Verb.FIND, Verb.EXTENDED, Verb.IMPORT, Verb.GENERATE, Verb.DELETE -> true;
            default -> false;
        };
    }

    /** The key id that a request names, or null if it names none, or is too short for the one that it announces. */
    static String keyId(IncomingRequest request) {
        int at = switch (verb(request)) {
            case Verb.MAC, Verb.IMPORT, Verb.GENERATE -> 1; // behind the algorithm
            case Verb.FIND, Verb.DELETE -> 0;
            case Verb.EXTENDED -> isGetLimits(request.payload()) ? 2 : -1; // behind that and the offset
            default -> -1;
        };
        byte[] payload = request.payload();
        if (at < 0 || at >= payload.length) {
            return null;
        }
        int size = payload[at] & 0xFF;
        int begin = at + 1;
        return begin + size > payload.length ? null : new String(payload, begin, size, StandardCharsets.UTF_8);
    }
}
