package org.duehsm.broker;

import java.util.Arrays;
import org.duehsm.link.Call;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.Limits;

/**
 * A request on its way through the board. It has the payload for itself, because that of the client's request is wiped
 * if the client goes, and what is half wiped must not be sent.
 */
final class Passage extends Call {

    private final byte[] payload = new byte[Limits.REQUEST_PAYLOAD_MAX];
    private int size;

    /** Whose request it is, or null for one of the broker's own. */
    ClientSession client;

    IncomingRequest incoming;

    /** For LIST what is asked, otherwise null. */
    ListedEntry entry;

    /** Fills it in, as it is to be sent: whether the board replies always, or only to refuse it. */
    void fill(int code, int aux, byte[] source, boolean always) {
        size = source.length;
        System.arraycopy(source, 0, payload, 0, size);
        request().start(code, aux).data(payload, 0, size);
        follow(always);
    }

    /** Wipes it, so that it can be used again. */
    @Override
    public void wipe() {
        super.wipe();
        Arrays.fill(payload, 0, size, (byte) 0);
        client = null;
        incoming = null;
        entry = null;
    }
}
