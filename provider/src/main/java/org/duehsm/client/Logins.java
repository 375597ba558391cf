package org.duehsm.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.link.Call;
import org.duehsm.link.Limits;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Reply;
import org.duehsm.link.Verb;

/** The requests about the logins that a device has. */
final class Logins {

    private static final int BEYOND_ALL = 0xFFFF;
    private static final int MANAGER = Role.MANAGER.code();

    private Logins() {}

    /** All of them; from the last to the first, by which none is missed, as with keys (PROTOCOL.md section 5). */
    static List<LoginEntry> all(Link link) throws LinkException {
        Map<String, LoginEntry> logins = new LinkedHashMap<>();
        for (int index = BEYOND_ALL; index >= 0; ) {
            Call call = link.call();
            try {
                call.request()
                        .start(Verb.EXTENDED)
                        .u8(Verb.LIST_LOGINS)
                        .u16(index)
                        .u8(0);
                Reply reply = link.send(call);
                check(reply.status(), link, null);
                reply.u32(); // the generation, for entries that come in several pieces
                int count = reply.u16();
                int size = reply.u8();
                byte[] entry = Failures.requireSize(reply.rest(), size, link);
                if (size > 1) {
                    String name = new String(entry, 1, size - 1, StandardCharsets.UTF_8);
                    logins.put(name, new LoginEntry(name, entry[0] & 0xFF));
                }
                index = Math.min(index, count) - 1;
            } finally {
                link.recycle(call);
            }
        }
        return List.copyOf(logins.values());
    }

    /** Makes one. The session in which it was the first did not know that the device is closed; so another begins. */
    static void add(Changes changes, LoginSecret login) {
        byte[] name = LoginSecret.encodeName(login.name());
        byte[] secret = login.secret();
        try {
            Link link = changes.make(
                    null,
                    request -> request.start(Verb.EXTENDED)
                            .u8(Verb.ADD_LOGIN)
                            .u8(login.role().code())
                            .prefixed(name)
                            .bytes(secret),
                    (status, on) -> check(status, on, addRefused(DeviceStatus.of(status), on, login)));
            if (!link.welcome().isClosed()) {
                link.endLogin();
            }
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Removes one. If it is that of the session, that ends. */
    static void remove(Changes changes, String name) {
        byte[] id = LoginSecret.encodeName(name);
        Link link = changes.make(
                null,
                request -> request.start(Verb.EXTENDED).u8(Verb.REMOVE_LOGIN).prefixed(id),
                (status, on) -> check(status, on, removeRefused(DeviceStatus.of(status), on, name)));
        if (name.equals(link.loginName())) {
            link.endLogin();
        }
    }

    /** @param why it is refused, or null if that is as for any request */
    private static void check(int status, Link link, String why) throws LinkException {
        DeviceStatus known = DeviceStatus.of(status);
        if (known == DeviceStatus.UNSUPPORTED) {
            throw Failures.tooOld(known, link, null, "logins");
        }
        if (why != null) {
            throw Failures.refused(known, link, null, why);
        }
        Failures.check(status, link, null);
    }

    private static String addRefused(DeviceStatus status, Link link, LoginSecret login) {
        return switch (status) {
            case EXISTS -> "the device has a login \"" + login.name() + "\"; remove it first, or take another name";
            case STORE_FULL ->
                "the device has no room for another login: it has at most " + Limits.LOGINS_MAX
                        + ", each in a page that a key could have; remove a login, or delete a key";
            case SEALED ->
                "the device is sealed and open, and takes no first login: whoever reached it could close it for"
                        + " good";
            case NOT_PERMITTED ->
                !link.welcome().isClosed() || link.role() == MANAGER
                        ? "the first login of a device has to be a manager's, which can make the others"
                        : null;
            default -> null;
        };
    }

    private static String removeRefused(DeviceStatus status, Link link, String name) {
        return switch (status) {
            case UNKNOWN_KEY -> "the device has no login \"" + name + "\"; 'due-hsm logins' lists what is there";
            case NOT_WIPED ->
                "done, but a flash page that held the login \"" + name + "\" could not be wiped; replace the"
                        + " device, and use that secret nowhere else";
            case NOT_PERMITTED ->
                link.role() == MANAGER
                        ? "\"" + name
                                + "\" is the last manager's login, which cannot be removed; make another manager's first"
                        : null;
            default -> null;
        };
    }
}
