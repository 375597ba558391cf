package org.duehsm.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A board for tests of whoever passes requests on: it keeps what it is asked until the test answers. */
public final class PlainBoard implements RequestHandler {

    public static final int WINDOW = 4;
    public static final int STREAMS = 8;

    private static final long TIMEOUT = 3_000_000_000L;
    private static final long ROUND_TRIP = 1_000_000;

    private final List<IncomingRequest> asked = new ArrayList<>();
    private final DeviceSession device;
    private Session session;

    /** @param boot its boot number */
    public PlainBoard(int boot) {
        device =
                new DeviceSession(new Welcome(7, 0, boot, WINDOW, 1, 640, 16384, STREAMS, "1.2.3", new byte[16]), this);
    }

    @Override
    public void opened() {}

    @Override
    public void execute(IncomingRequest request) {
        asked.add(request);
    }

    /** Opens a session with it. */
    public Session open() throws LinkException {
        Handshake handshake = new Handshake("board", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        exchange(handshake.output());
        byte[] answer = answers();
        session = new Session("board", handshake.input(answer, answer.length), TIMEOUT, ROUND_TRIP);
        return session;
    }

    /** Takes what was sent to it. */
    public void exchange(byte[] bytes) {
        device.input(bytes, 0, bytes.length);
    }

    /** What it sends. */
    public byte[] answers() {
        byte[] out = new byte[device.outputMax()];
        return Arrays.copyOf(out, device.output(out));
    }

    /** What it was asked and has not been taken out before, in order. */
    public List<IncomingRequest> asked() {
        List<IncomingRequest> all = List.copyOf(asked);
        asked.clear();
        return all;
    }
}
