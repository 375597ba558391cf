package org.duehsm.client;

import org.duehsm.link.Context;
import org.duehsm.link.Exchange;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Verb;

/** The MAC requests of the protocol, and a whole message made of them. */
final class MacFrames {

    /** Parts are multiples of this, so that the device can hash them where it received them. */
    private static final int GRAIN = 64;

    private static final int ALIGNMENT = 4;

    private MacFrames() {}

    /** Bytes of message in a part that is not the first. */
    static int partSize(Link link) {
        return link.welcome().maxPayload() / GRAIN * GRAIN;
    }

    /** Bytes of message in the first part of several. */
    static int firstSize(Link link, byte[] id) {
        return room(link, id) / GRAIN * GRAIN;
    }

    /** Bytes of message that fit into a single request. */
    static int room(Link link, byte[] id) {
        int keyField = (2 + id.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return link.welcome().maxPayload() - keyField;
    }

    /** The MAC of a message. The key id is there twice: for the device, and for messages. */
    static byte[] mac(Link link, int algorithm, byte[] id, String keyId, byte[] data, int offset, int length)
            throws LinkException {
        if (length > room(link, id)) {
            return macInParts(link, algorithm, id, keyId, data, offset, length);
        }
        Exchange x = link.exchange();
        try {
            x.start(Verb.MAC | Verb.FIRST | Verb.LAST, Verb.NO_STREAM);
            link.call(key(x, algorithm, id).put(data, offset, length));
            return answer(x, link, keyId);
        } finally {
            link.recycle(x);
        }
    }

    private static byte[] macInParts(
            Link link, int algorithm, byte[] id, String keyId, byte[] data, int offset, int length)
            throws LinkException {
        Context context = link.acquire();
        boolean ended = false;
        try {
            int end = offset + length;
            int at = offset + firstSize(link, id);
            first(link, context, algorithm, id, data, offset, at - offset, true);
            int part = partSize(link);
            while (end - at > part) {
                part(link, context, data, at, part, true);
                at += part;
                Failures.check(context.status(), link, keyId);
            }
            byte[] mac = last(link, context, keyId, data, at, end - at);
            ended = true;
            return mac;
        } finally {
            if (ended) {
                link.release(context);
            } else {
                link.abandon(context);
            }
        }
    }

    static void first(
            Link link, Context context, int algorithm, byte[] id, byte[] data, int offset, int length, boolean more)
            throws LinkException {
        Exchange x = link.exchange();
        try {
            x.start(Verb.MAC | Verb.FIRST, context);
            link.post(key(x, algorithm, id).put(data, offset, length), more);
        } finally {
            link.recycle(x);
        }
    }

    static void part(Link link, Context context, byte[] data, int offset, int length, boolean more)
            throws LinkException {
        Exchange x = link.exchange();
        try {
            link.post(x.start(Verb.MAC, context).put(data, offset, length), more);
        } finally {
            link.recycle(x);
        }
    }

    static byte[] last(Link link, Context context, String keyId, byte[] data, int offset, int length)
            throws LinkException {
        Exchange x = link.exchange();
        try {
            link.call(x.start(Verb.MAC | Verb.LAST, context).put(data, offset, length));
            return answer(x, link, keyId);
        } finally {
            link.recycle(x);
        }
    }

    static void copy(Link link, Context from, Context to, String keyId) throws LinkException {
        Exchange x = link.exchange();
        try {
            link.call(x.start(Verb.COPY, from).putU16(to.number()));
            Failures.check(x.status(), link, keyId);
        } finally {
            link.recycle(x);
        }
    }

    private static Exchange key(Exchange x, int algorithm, byte[] id) {
        return x.put(algorithm).put(id.length).put(id, 0, id.length).align();
    }

    private static byte[] answer(Exchange x, Link link, String keyId) {
        Failures.check(x.status(), link, keyId);
        return x.bytes(0, x.replySize());
    }
}
