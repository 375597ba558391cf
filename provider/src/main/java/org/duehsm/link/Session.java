package org.duehsm.link;

import java.util.ArrayDeque;

/**
 * The host's end of a session (PROTOCOL.md section 3) as a state machine. In come calls, waits for
 * streams, the device's bytes and the time; out go bytes for the device, {@link #done what is ready},
 * and {@link #untilTick how long} it can do without being asked. It has no thread, no lock, no port and
 * no clock: {@link CallerLoop} gives it those, a broker or a test may give it others. Times are nanoseconds of
 * one clock of any origin.
 *
 * <p>A call stands in the queue until the window has room for its first packet, and all of it is in the
 * window before it leaves the queue; a long one lets others pass. Its request is done as {@link Window}
 * says.
 */
public final class Session {

    /** Of {@link #untilTick}: as long as nothing else happens, never. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int GAP = 1;

    /**
     * So many questions without an answer, and everything is sent again: for firmware that tells a gap only once.
     * Not sooner, because a slow line may still be busy with what it has got.
     */
    private static final int QUESTIONS = 8;

    private final String port;
    private final Welcome welcome;
    private final long timeout;
    private final RetransmissionTimer timer;
    private final Window window;
    private final StreamPool streams;
    private final ArrayDeque<Call> queue = new ArrayDeque<>();
    private final ArrayDeque<Waiter> done = new ArrayDeque<>();
    private final FrameDecoder decoder = new FrameDecoder();
    private boolean writing;
    private long heard;
    private LinkException over;
    private String loginName;
    private int role;
    private Envelope envelope;
    private boolean leaving;

    /**
     * @param port its name, for messages
     * @param timeout without progress after which the device counts as silent
     * @param roundTrip that of HELLO and WELCOME
     */
    Session(String port, Welcome welcome, long timeout, long roundTrip) {
        this.port = port;
        this.welcome = welcome;
        this.timeout = timeout;
        this.timer = new RetransmissionTimer(timeout, roundTrip);
        this.window = new Window(welcome, timer);
        this.streams = new StreamPool(welcome.streams());
    }

    /** What the device said of itself. */
    public Welcome welcome() {
        return welcome;
    }

    /** Bytes that {@link #output} gives at most. */
    public int outputMax() {
        return 1 + welcome.window() * FrameEncoder.bound(Packet.PAYLOAD + welcome.maxPayload());
    }

    /** How many streams can be had at once by those who wait for one. */
    int streamLimit() {
        return streams.limit();
    }

    /** How many of these are taken. */
    int streamsTaken() {
        return streams.taken();
    }

    /** Why the session is over, or null. Then nothing more comes out of it. */
    public LinkException over() {
        return over;
    }

    /** Ends it, if it is not over. */
    public void end(LinkException why) {
        if (over == null) {
            over = why;
            window.close();
            queue.clear();
            decoder.wipe();
            if (envelope != null) {
                envelope.wipe();
            }
        }
    }

    /**
     * Who has logged in.
     *
     * @param ofManager in which a manager's changes go; otherwise null
     */
    void loggedIn(String name, int withRole, Envelope ofManager) {
        loginName = name;
        role = withRole;
        envelope = ofManager;
    }

    /** The login is about to be ended from here, so that what is refused from now on is no news. */
    void leave() {
        leaving = true;
    }

    /** The name of the login; null if there is none. */
    String loginName() {
        return loginName;
    }

    /** The role of the login, 1 or 2; 0 if there is none. */
    public int role() {
        return role;
    }

    /** In which changes go; null if they go as they are. */
    Envelope envelope() {
        return envelope;
    }

    /** The next one of those that have become ready, or null. */
    public Waiter done() {
        return done.pollFirst();
    }

    /**
     * Takes a call, to be ready when its reply is here, or, if it awaits none, when all of it is in the window; if it is
     * followed, when it is done.
     */
    public void add(Call call) {
        if (call.request.hasOwnStream()) {
            streams.queue(call);
            serve();
        } else {
            queue(call);
        }
    }

    /** Takes a wait for a stream, to be ready when it has one. */
    void add(StreamWait wait) {
        streams.queue(wait);
        serve();
    }

    /** Gives a wait up, which has a stream or not, and will not get one. */
    void giveUp(StreamWait wait) {
        streams.leaveQueue(wait);
    }

    /**
     * Ends a stream, if it has not ended.
     *
     * @param closed whether it is closed on the device too; otherwise the device will be told
     */
    void end(Stream stream, boolean closed) {
        streams.end(stream, closed);
        serve();
    }

    private void serve() {
        Waiter served;
        while ((served = streams.serve()) != null) {
            if (served instanceof Call whole) {
                queue(whole);
            } else {
                ready(served);
            }
        }
    }

    /** Queues a call. One whose stream has ended is never sent, and ready at once. */
    private void queue(Call call) {
        if (streams.hold(call.request)) {
            queue.addLast(call);
        } else {
            fail(call);
        }
    }

    private void fail(Call call) {
        call.completeFailed();
        ready(call);
    }

    private void ready(Waiter waiter) {
        waiter.ready = true;
        done.addLast(waiter);
    }

    /** Somebody waits, after nobody saw to the session: the time without progress begins now. */
    void resume(long now) {
        timer.resumed(now);
    }

    /** Whether what was given out last is still being written. */
    public boolean isWriting() {
        return writing;
    }

    /** Whether the device has half a window or more to do, so that what comes meanwhile can wait for company. */
    public boolean isBusy() {
        return window.isBusy();
    }

    /**
     * Whether there are bytes to be written.
     *
     * @param together whether further calls will come in a moment, so that new requests may wait for
     *     them as long as the device is busy
     */
    public boolean hasOutput(boolean together) {
        return !writing
                && (window.hasWork()
                        || !queue.isEmpty() && !(together && window.isBusy()) && window.hasRoom(queue.peekFirst())
                        || streams.hasAbandoned() && window.hasRoom(Packet.PAYLOAD));
    }

    /** Gives out, from the beginning of out on, what is to be written now; returns its size. */
    public int output(byte[] out, long now) {
        if (!window.isWaiting()) {
            timer.progress(now);
        }
        admitAborts();
        admitCalls();
        writing = true;
        return window.encode(out, now);
    }

    /** All that was given out is written. */
    public void written(long now) {
        writing = false;
        timer.sent(now);
    }

    /** First the streams to wipe, which so come free. */
    private void admitAborts() {
        while (streams.hasAbandoned() && window.hasRoom(Packet.PAYLOAD)) {
            Stream stream = streams.nextAbandoned();
            window.admitAbort(stream.number());
            streams.wiped(stream);
            serve();
        }
    }

    private void admitCalls() {
        int frames = 0;
        while (!queue.isEmpty() && window.hasRoom(queue.peekFirst())) {
            Call call = queue.peekFirst();
            if (call.request.hasFailed()) {
                leaveQueue(call);
                // First, for a stream that has ended says no more why it failed.
                fail(call);
                if (call.request.hasOwnStream()) {
                    streams.end(call.request.stream, false);
                }
            } else if (window.admit(call)) {
                frames = 0;
                leaveQueue(call);
                if (!call.answered && !call.followed) {
                    ready(call);
                }
            } else if (++frames == window.half() && queue.size() > 1) {
                frames = 0;
                queue.addLast(queue.removeFirst());
            }
        }
    }

    private void leaveQueue(Call first) {
        queue.removeFirst();
        streams.letGo(first.request);
    }

    /** Takes size bytes of the device, 0 if none have come for a while. */
    public void input(byte[] chunk, int size, long now) {
        heard = size > 0 ? now : heard;
        for (int i = 0; i < size && over == null; i++) {
            if (decoder.accept(chunk[i])) {
                follow(decoder.packet(), decoder.size(), now);
            } else if (chunk[i] == 0 && decoder.isDamaged()) {
                window.askIfLost(now); // an answer, perhaps
            }
            if (chunk[i] == 0) {
                decoder.wipe();
            }
        }
        if (writing && over == null && timer.givesUp(now)) {
            end(LinkException.silent(port, timeout));
        }
        tick(now);
    }

    private void follow(byte[] packet, int size, long now) {
        if (Packet.u16(packet, Packet.EPOCH) != welcome.epoch()) {
            return;
        }
        switch (packet[Packet.TYPE]) {
            case Packet.REPLY -> {
                if (showsNoLogin(packet)) {
                    end(LinkException.loginEnded(port));
                    return;
                }
                Call completed = window.reply(packet, size, now);
                if (completed != null) {
                    replied(completed);
                }
                passedOver();
            }
            case Packet.ACK -> {
                window.ack(Packet.u16(packet, Packet.AUX), packet[Packet.CODE] == GAP, now);
                passedOver();
            }
            case Packet.NO_SESSION -> {
                if (size >= Packet.PAYLOAD + Limits.NO_SESSION_PAYLOAD_SIZE) {
                    boolean sameBoot = Packet.u32(packet, Packet.PAYLOAD) == welcome.boot();
                    end(sameBoot ? LinkException.taken(port) : LinkException.reset(port));
                }
            }
            default -> {
                // A late WELCOME, or something of a later version: not for us.
            }
        }
    }

    /** Whether a device that had taken a login refuses what every login may: it has ended there, by whatever came. */
    private boolean showsNoLogin(byte[] packet) {
        return role != 0
                && !leaving
                && (packet[Packet.CODE] & 0xFF) == Status.NOT_PERMITTED
                && window.awaitsForEveryLogin(Packet.u16(packet, Packet.SEQ));
    }

    private void passedOver() {
        for (Call silent = window.done(); silent != null; silent = window.done()) {
            ready(silent);
        }
    }

    private void replied(Call call) {
        if (call.request.hasOwnStream()) {
            streams.takeBack(call.request.stream);
            serve();
        }
        ready(call);
    }

    /** Does what the time demands: asks again, or gives up. */
    public void tick(long now) {
        if (untilTick(now) > 0) {
            return;
        }
        if (timer.givesUp(now)) {
            end(LinkException.silent(port, timeout));
            return;
        }
        if (timer.isQuiet(heard, now)) {
            decoder.wipe(); // a frame that lost its end is not to spoil the next one
        }
        if (timer.asked(now) % QUESTIONS == 0) {
            window.repeat();
        } else {
            window.ask();
        }
    }

    /** Nanoseconds after which {@link #tick} will have something to do, if nothing else happens; {@link #NEVER} if it will not. */
    public long untilTick(long now) {
        return over == null && !writing && window.isWaiting() ? timer.untilQuestion(now) : NEVER;
    }
}
