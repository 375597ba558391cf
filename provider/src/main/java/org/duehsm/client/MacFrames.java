package org.duehsm.client;

import org.duehsm.link.Context;
import org.duehsm.link.Exchange;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Verb;

/** The MAC requests of the protocol, and a whole message made of them. */
final class MacFrames {

    private static final int ALIGNMENT = 4;

    private MacFrames() {}

    /** Bytes of message in each frame of a stream but the first and the last. */
    static int partSize(Link link) {
        return Exchange.grains(link.welcome().maxPayload());
    }

    /** Bytes of message in the first frame of a stream. */
    static int firstSize(Link link, byte[] id) {
        return Exchange.grains(room(link, id));
    }

    /** Bytes of message that fit into a single frame. */
    private static int room(Link link, byte[] id) {
        int keyField = (2 + id.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return link.welcome().maxPayload() - keyField;
    }

    /** The MAC of a message. The key id is there twice: for the device, and for messages. */
    static byte[] mac(Link link, int algorithm, byte[] id, String keyId, byte[] data, int offset, int length)
            throws LinkException {
        int code = Verb.MAC | Verb.FIRST | Verb.LAST;
        Exchange x = link.exchange();
        x = length <= room(link, id) ? x.start(code, Verb.NO_STREAM) : x.startWhole(code);
        return answer(key(x, algorithm, id).data(data, offset, length), link, keyId);
    }

    /** Begins a stream with one or more whole frames. */
    static void first(Link link, Context context, int algorithm, byte[] id, byte[] data, int offset, int length)
            throws LinkException {
        Exchange x = link.exchange().start(Verb.MAC | Verb.FIRST, context);
        post(key(x, algorithm, id).data(data, offset, length), link);
    }

    /** Goes on with one or more whole frames. */
    static void parts(Link link, Context context, byte[] data, int offset, int length) throws LinkException {
        post(link.exchange().start(Verb.MAC, context).data(data, offset, length), link);
    }

    static byte[] last(Link link, Context context, String keyId, byte[] data, int offset, int length)
            throws LinkException {
        return answer(link.exchange().start(Verb.MAC | Verb.LAST, context).data(data, offset, length), link, keyId);
    }

    static void copy(Link link, Context from, Context to, String keyId) throws LinkException {
        Exchange x = link.exchange();
        try {
            link.call(x.startCopy(from, to));
            Failures.check(x.status(), link, keyId);
        } finally {
            link.recycle(x);
        }
    }

    private static Exchange key(Exchange x, int algorithm, byte[] id) {
        return x.put(algorithm).put(id.length).put(id, 0, id.length).align();
    }

    private static byte[] answer(Exchange x, Link link, String keyId) throws LinkException {
        try {
            link.call(x);
            Failures.check(x.status(), link, keyId);
            return x.bytes(0, x.replySize());
        } finally {
            link.recycle(x);
        }
    }

    private static void post(Exchange x, Link link) throws LinkException {
        try {
            link.post(x);
        } finally {
            link.recycle(x);
        }
    }
}
