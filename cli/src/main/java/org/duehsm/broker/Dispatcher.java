package org.duehsm.broker;

import org.duehsm.link.IncomingRequest;
import org.duehsm.link.Verb;

/**
 * What becomes of a request whose turn it is: it is answered here, or passed on to the board with the board's number of
 * its stream. A request that is refused has the same effects on streams as on a device (PROTOCOL.md section 4).
 */
final class Dispatcher {

    private static final int NONE = -1;
    private static final int NUMBER_SIZE = 2;

    private final Relay relay;

    Dispatcher(Relay relay) {
        this.relay = relay;
    }

    void dispatch(ClientSession client, IncomingRequest request) {
        RequestKind kind = RequestKind.of(request);
        int refusal = RequestKind.refusal(request, client.permissions());
        if (refusal == Status.OK && kind != RequestKind.STREAM && !relay.hasBoard()) {
            refusal = Status.BOARD_AWAY;
        }
        relay.counters().count(kind, refusal);
        if (refusal != Status.OK) {
            if (refusal == Status.NOT_PERMITTED) {
                relay.refused(client, kind, RequestKind.keyId(request));
            }
            refuse(client, request, refusal);
            return;
        }
        switch (RequestKind.verb(request)) {
            case Verb.MAC -> mac(client, request);
            case Verb.COPY -> copy(client, request);
            case Verb.ABORT -> abort(client, request);
            case Verb.LIST -> list(client, request);
            default -> relay.pass(client, request, request.aux(), true);
        }
    }

    private static boolean has(IncomingRequest request, int flag) {
        return (request.code() & flag) != 0;
    }

    private void mac(ClientSession client, IncomingRequest request) {
        boolean first = has(request, Verb.FIRST);
        boolean last = has(request, Verb.LAST);
        int number = request.aux();
        ClientStreams streams = client.streams();
        if (!streams.has(number)) {
            if (number == Verb.NO_STREAM && first && last) {
                relay.pass(client, request, number, true);
            } else {
                request.answer(Status.MALFORMED);
            }
        } else if (first && last) {
            // It needs no stream of its own, but closes the one that is open.
            int open = streams.close(number);
            relay.pass(client, request, open == NONE ? Verb.NO_STREAM : open, true);
        } else if (first) {
            open(client, request, number, NONE, NONE);
        } else if (streams.board(number) == NONE) {
            refuse(client, request, Status.NO_STREAM);
        } else {
            int stream = last ? streams.close(number) : streams.open(number, NONE);
            relay.pass(client, request, stream, last);
        }
    }

    /** Passes on what opens a stream: a FIRST, or the COPY of one of the board's to it. */
    private void open(ClientSession client, IncomingRequest request, int number, int source, int kept) {
        int stream = client.streams().open(number, kept);
        if (stream == NONE) {
            refuse(client, request, Status.NO_STREAM);
        } else if (source == NONE) {
            relay.pass(client, request, stream, false);
        } else {
            putNumber(request.payload(), stream);
            relay.pass(client, request, source, true);
        }
    }

    private void copy(ClientSession client, IncomingRequest request) {
        ClientStreams streams = client.streams();
        int from = request.aux();
        int to = destination(request);
        boolean fits = request.payload().length == NUMBER_SIZE && RequestKind.flags(request) == 0;
        if (!fits || !streams.has(from) || !streams.has(to)) {
            refuse(client, request, Status.MALFORMED);
        } else if (streams.board(from) == NONE) {
            refuse(client, request, streams.failure(from) != 0 ? streams.failure(from) : Status.NO_STREAM);
        } else {
            int source = streams.open(from, NONE);
            open(client, request, to, source, source);
        }
    }

    private void abort(ClientSession client, IncomingRequest request) {
        int number = request.aux();
        if (!client.streams().has(number) || request.payload().length > 0 || RequestKind.flags(request) != 0) {
            refuse(client, request, Status.MALFORMED);
            return;
        }
        int open = client.streams().close(number);
        if (open == NONE) {
            request.finish();
        } else {
            relay.pass(client, request, open, false);
        }
    }

    private void list(ClientSession client, IncomingRequest request) {
        ListedEntry entry = ListedEntry.of(request);
        if (entry == null) {
            request.answer(Status.MALFORMED);
        } else {
            relay.passList(client, request, entry);
        }
    }

    private void refuse(ClientSession client, IncomingRequest request, int status) {
        switch (RequestKind.verb(request)) {
            case Verb.MAC -> refusePart(client.streams(), request, status);
            case Verb.COPY -> {
                fail(client.streams(), destination(request), status);
                request.answer(status);
            }
            case Verb.ABORT -> {
                fail(client.streams(), request.aux(), status);
                request.answer(status);
            }
            default -> request.answer(status);
        }
    }

    private static void fail(ClientStreams streams, int number, int status) {
        if (streams.has(number)) {
            streams.fail(number, status);
        }
    }

    /** The first part that is refused is answered at once, later ones are silent, and LAST says it again. */
    private static void refusePart(ClientStreams streams, IncomingRequest request, int status) {
        int number = request.aux();
        if (!streams.has(number)) {
            request.answer(status);
            return;
        }
        boolean again = streams.failure(number) != 0 && !has(request, Verb.FIRST);
        if (!again) {
            streams.fail(number, status);
        }
        int failure = streams.failure(number);
        if (has(request, Verb.LAST)) {
            streams.close(number);
            request.answer(failure);
        } else if (again) {
            request.finish();
        } else {
            request.answer(failure);
        }
    }

    /** The stream that a COPY names, or one that no client has. */
    private static int destination(IncomingRequest request) {
        byte[] payload = request.payload();
        return payload.length < NUMBER_SIZE ? Verb.NO_STREAM : payload[0] & 0xFF | (payload[1] & 0xFF) << Byte.SIZE;
    }

    private static void putNumber(byte[] payload, int number) {
        payload[0] = (byte) number;
        payload[1] = (byte) (number >> Byte.SIZE);
    }
}
