package org.duehsm.client;

import org.duehsm.link.Call;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Reply;
import org.duehsm.link.Request;
import org.duehsm.link.Stream;
import org.duehsm.link.Verb;

/** The MAC requests of the protocol, and a whole message made of them. */
final class MacRequests {

    private static final int ALIGNMENT = 4;

    private MacRequests() {}

    /** Bytes of message in each frame of a stream but the first and the last. */
    static int partSize(Link link) {
        return Request.grains(link.welcome().maxPayload());
    }

    /** Bytes of message in the first frame of a stream. */
    static int firstSize(Link link, MacKey key) {
        return Request.grains(room(link, key));
    }

    /** Bytes of message that fit into a single frame. */
    private static int room(Link link, MacKey key) {
        int keyField = (2 + key.id().length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return link.welcome().maxPayload() - keyField;
    }

    /** The MAC of a message. */
    static byte[] mac(Link link, MacKey key, byte[] data, int offset, int length) throws LinkException {
        int code = Verb.MAC | Verb.FIRST | Verb.LAST;
        Call call = link.call();
        Request request = call.request();
        boolean single = length <= room(link, key);
        start(single ? request.start(code, Verb.NO_STREAM) : request.startWhole(code), key)
                .data(data, offset, length);
        try {
            return answer(call, link, key, key.algorithm().macLength());
        } catch (DeviceStatusException e) {
            throw e.status() == DeviceStatus.LIMITED ? limited(link, key, data, offset, length) : e;
        }
    }

    /** Begins a stream with one or more whole frames. */
    static void first(Link link, Stream stream, MacKey key, byte[] data, int offset, int length) throws LinkException {
        Call call = link.call();
        start(call.request().start(Verb.MAC | Verb.FIRST, stream), key).data(data, offset, length);
        post(call, link);
    }

    /** Goes on with one or more whole frames. */
    static void parts(Link link, Stream stream, byte[] data, int offset, int length) throws LinkException {
        Call call = link.call();
        call.request().start(Verb.MAC, stream).data(data, offset, length);
        post(call, link);
    }

    static byte[] last(Link link, Stream stream, MacKey key, byte[] data, int offset, int length) throws LinkException {
        Call call = link.call();
        call.request().start(Verb.MAC | Verb.LAST, stream).data(data, offset, length);
        return answer(call, link, key, key.algorithm().macLength());
    }

    static void copy(Link link, Stream from, Stream to, MacKey key) throws LinkException {
        Call call = link.call();
        call.request().startCopy(from, to);
        answer(call, link, key, 0);
    }

    private static Request start(Request request, MacKey key) {
        return request.u8(key.algorithm().code()).prefixed(key.id()).align();
    }

    /** A whole message that the limits of the key do not permit; the device is asked for them, for the error. */
    private static DeviceStatusException limited(Link link, MacKey key, byte[] data, int offset, int length)
            throws LinkException {
        KeyLimits limits = limits(link, key);
        return key.algorithm().isHmac()
                ? Failures.limitedMessage(link, key, limits, length, "")
                : Failures.limitedScope(link, key, limits, StringToSign.scope(data, offset, length));
    }

    /** The same for a message of which so many bytes have been sent. */
    static DeviceStatusException limited(Link link, MacKey key, long sent) throws LinkException {
        return Failures.limitedMessage(link, key, limits(link, key), sent, " or more");
    }

    /** Null if the device does not tell: a broker need not. */
    private static KeyLimits limits(Link link, MacKey key) throws LinkException {
        try {
            return new Administration(link).limits(key.keyId(), key.id());
        } catch (DeviceStatusException e) {
            return null;
        }
    }

    /** Throws unless the status is OK. Where the key is for another algorithm, the device is asked which, for the message. */
    static void check(int status, Link link, MacKey key) throws LinkException {
        if (DeviceStatus.of(status) == DeviceStatus.WRONG_ALGORITHM) {
            throw Failures.wrongAlgorithm(link, key, new Administration(link).findWithoutLimits(key.keyId(), key.id()));
        }
        Failures.check(status, link, key.keyId(), key.algorithm());
    }

    private static byte[] answer(Call call, Link link, MacKey key, int size) throws LinkException {
        try {
            Reply reply = link.send(call);
            check(reply.status(), link, key);
            return Failures.requireSize(reply.rest(), size, link);
        } finally {
            link.recycle(call);
        }
    }

    private static void post(Call call, Link link) throws LinkException {
        try {
            link.post(call);
        } finally {
            link.recycle(call);
        }
    }
}
