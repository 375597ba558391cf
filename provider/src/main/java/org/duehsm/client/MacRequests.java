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
    static int firstSize(Link link, byte[] id) {
        return Request.grains(room(link, id));
    }

    /** Bytes of message that fit into a single frame. */
    private static int room(Link link, byte[] id) {
        int keyField = (2 + id.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return link.welcome().maxPayload() - keyField;
    }

    /** The MAC of a message. The key id is there twice: for the device, and for messages. */
    static byte[] mac(Link link, Algorithm algorithm, byte[] id, String keyId, byte[] data, int offset, int length)
            throws LinkException {
        int code = Verb.MAC | Verb.FIRST | Verb.LAST;
        Call call = link.call();
        Request request = call.request();
        boolean single = length <= room(link, id);
        key(single ? request.start(code, Verb.NO_STREAM) : request.startWhole(code), algorithm, id)
                .data(data, offset, length);
        return answer(call, link, keyId, algorithm.macLength());
    }

    /** Begins a stream with one or more whole frames. */
    static void first(Link link, Stream stream, Algorithm algorithm, byte[] id, byte[] data, int offset, int length)
            throws LinkException {
        Call call = link.call();
        key(call.request().start(Verb.MAC | Verb.FIRST, stream), algorithm, id).data(data, offset, length);
        post(call, link);
    }

    /** Goes on with one or more whole frames. */
    static void parts(Link link, Stream stream, byte[] data, int offset, int length) throws LinkException {
        Call call = link.call();
        call.request().start(Verb.MAC, stream).data(data, offset, length);
        post(call, link);
    }

    static byte[] last(Link link, Stream stream, Algorithm algorithm, String keyId, byte[] data, int offset, int length)
            throws LinkException {
        Call call = link.call();
        call.request().start(Verb.MAC | Verb.LAST, stream).data(data, offset, length);
        return answer(call, link, keyId, algorithm.macLength());
    }

    static void copy(Link link, Stream from, Stream to, String keyId) throws LinkException {
        Call call = link.call();
        call.request().startCopy(from, to);
        answer(call, link, keyId, 0);
    }

    private static Request key(Request request, Algorithm algorithm, byte[] id) {
        return request.u8(algorithm.code()).prefixed(id).align();
    }

    private static byte[] answer(Call call, Link link, String keyId, int size) throws LinkException {
        try {
            Reply reply = link.send(call);
            Failures.check(reply.status(), link, keyId);
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
