package org.duehsm.link;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.port.Port;

/**
 * A peer for tests of what a real device does only when the line or the device fails. It answers as
 * PROTOCOL.md says, by a {@link DeviceSession}; its key store is a map, its one algorithm HMAC-SHA1, and it works in the
 * thread that writes to it.
 */
public final class SimulatedDevice implements RequestHandler {

    private static final int BOARD = 3;
    private static final int HMAC_SHA1 = 1;
    private static final int UNKNOWN_KEY = 1;
    private static final int UNSUPPORTED = 3;
    private static final int NO_STREAM = 4;
    private static final int MALFORMED = 2;
    private static final int EXISTS = 6;
    private static final int WRONG_ALGORITHM = 14;

    /** What becomes of a frame on its way; may drop, damage or double it. */
    public interface Line {
        byte[][] carry(byte[] wire);
    }

    public static final Line PERFECT = wire -> new byte[][] {wire};

    private final int window;
    private final int streams;
    private final int receiveBytes;

    public volatile Line toDevice = PERFECT;
    public volatile Line toHost = PERFECT;
    /** Runs after a request was executed and before its answer is sent. */
    public volatile Runnable executed = () -> {};
    /** Runs when a thread of the host begins to read. */
    public volatile Runnable reading = () -> {};

    public volatile boolean mute;
    /** So many bytes are missing at the end of each answer. */
    public volatile int missing;

    public volatile boolean stuck;
    /** Takes no more bytes as long as an answer is unread. */
    public volatile boolean answersFirst;

    /** What each measurement counts, the subject in thousands and the count added to it; 0: there is no counter. */
    public volatile int cycles;

    /** What its keys are said to be for. */
    public volatile int algorithm = HMAC_SHA1;

    /** What EXTENDED answers to a payload: status and payload; null: it has not the verb. */
    public volatile UnaryOperator<byte[]> extended;

    /** The answer to each request, whatever it is; 0: none, each is executed. */
    public volatile int refusal;

    /** Its logins; null: it has not the verbs. */
    public volatile SimulatedLogins logins;

    public volatile int version = 1;

    /** The name of the port. */
    public volatile String name = "sim";

    private final Set<String> keys = new HashSet<>();
    private final DeviceSession session;
    private final byte[] out;
    private int boot = 1;
    private int epoch = 99;
    private Object[] open;
    private Wire wire;
    public int hellos;
    public volatile int executions;

    public SimulatedDevice(int window, int streams, int receiveBytes) {
        this.window = window;
        this.streams = streams;
        this.receiveBytes = receiveBytes;
        this.session = new DeviceSession(terms(), this);
        this.out = new byte[session.outputMax()];
    }

    private Welcome terms() {
        byte[] id = new byte[Limits.UNIQUE_ID_SIZE];
        return new Welcome(
                boot * 100,
                logins == null ? 0 : logins.flags(),
                boot,
                window,
                BOARD,
                Limits.REQUEST_PAYLOAD_MAX,
                receiveBytes,
                streams,
                "1.0.0",
                id);
    }

    /** The port of a host that connects now; an earlier one is cut off. */
    public synchronized Port connect() {
        if (wire != null) {
            wire.close();
        }
        wire = new Wire();
        return wire;
    }

    public synchronized void unplug() {
        wire.close();
    }

    public synchronized void addKey(String id) {
        keys.add(id);
    }

    public synchronized boolean hasKey(String id) {
        return keys.contains(id);
    }

    public synchronized Set<String> keys() {
        return Set.copyOf(keys);
    }

    /** Gives it logins, and starts it again. */
    public synchronized void have(SimulatedLogins these) {
        logins = these;
        reset();
    }

    public synchronized void reset() {
        boot++;
        epoch = 100 * boot - 1;
        session.restart(terms());
    }

    /** Another host has said HELLO, so the session of this one is over. */
    public synchronized void take() {
        session.close();
    }

    public static byte[] mac(String id, byte[] message, int length) throws Exception {
        Mac mac = software(id);
        mac.update(message, 0, length);
        return mac.doFinal();
    }

    private static Mac software(String id) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1", "SunJCE");
        mac.init(new SecretKeySpec(id.getBytes("UTF-8"), "HmacSHA1"));
        return mac;
    }

    private synchronized void receive(byte[] frame) {
        session.input(frame, 0, frame.length);
        int size = session.output(out);
        for (int start = 0, i = 0; i < size; i++) {
            if (out[i] == 0) {
                send(Arrays.copyOfRange(out, start, i + 1));
                start = i + 1;
            }
        }
    }

    private void send(byte[] frame) {
        byte[] sent = version == Limits.VERSION ? frame : withVersion(frame);
        if (!mute) {
            for (byte[] carried : toHost.carry(sent)) {
                wire.deliver(carried);
            }
        }
    }

    @Override
    public void opened() {
        hellos++;
        epoch++;
        if (logins != null) {
            logins.sessionOpened(new byte[Limits.UNIQUE_ID_SIZE], boot, epoch);
        }
        open = new Object[streams];
    }

    @Override
    public void execute(IncomingRequest request) {
        executions++;
        byte[] reply = refusal != 0 ? new byte[] {(byte) refusal} : answer(request);
        executed.run();
        if (reply == null) {
            request.finish();
        } else {
            request.answer(reply[0], Arrays.copyOfRange(reply, 1, Math.max(1, reply.length - missing)));
        }
    }

    private byte[] answer(IncomingRequest request) {
        SimulatedLogins mine = logins;
        if (mine == null) {
            return execute(request.code(), request.aux(), request.payload());
        }
        return mine.answer(request.code(), request.payload(), (code, payload) -> execute(code, request.aux(), payload));
    }

    /** Status and payload of the answer; null if there is none. */
    private byte[] execute(int code, int aux, byte[] p) {
        try {
            return switch (code & 0xF) {
                case Verb.MAC -> mac(p, code, aux);
                case Verb.COPY -> copy(aux, Packet.u16(p, 0));
                case Verb.ABORT -> {
                    open[aux] = null;
                    yield null;
                }
                case Verb.INFO -> new byte[40];
                case Verb.GENERATE, Verb.IMPORT -> new byte[] {(byte) addKey(p, code)};
                case Verb.DELETE -> new byte[] {(byte) (keys.remove(id(p, 0)) ? 0 : UNKNOWN_KEY)};
                case Verb.FIND -> find(id(p, 0));
                case Verb.MEASURE -> measure(p);
                default ->
                    (code & 0xF) == Verb.EXTENDED && extended != null ? extended.apply(p) : new byte[] {UNSUPPORTED};
            };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int addKey(byte[] p, int code) throws IOException {
        if ((code & Verb.LIMITS) != 0) {
            return MALFORMED;
        }
        if (p[0] != HMAC_SHA1) {
            return UNSUPPORTED;
        }
        return keys.add(id(p, 1)) || (code & Verb.REPLACE) != 0 ? 0 : EXISTS;
    }

    private byte[] find(String id) {
        byte[] answer = new byte[1 + 10];
        answer[1] = (byte) algorithm;
        return keys.contains(id) ? answer : new byte[] {UNKNOWN_KEY};
    }

    private byte[] measure(byte[] p) {
        byte[] answer = new byte[] {UNSUPPORTED, 0, 0, 0, 0};
        if (cycles == 0) {
            return Arrays.copyOf(answer, 1);
        }
        answer[0] = 0;
        Packet.putU32(answer, 1, cycles + 1000 * p[0] + Packet.u16(p, 1));
        return answer;
    }

    private static String id(byte[] p, int at) throws IOException {
        return new String(p, at + 1, p[at] & 0xFF, "UTF-8");
    }

    private byte[] mac(byte[] p, int code, int stream) throws Exception {
        int data = 0;
        Object state = stream == Verb.NO_STREAM ? null : open[stream];
        byte[] failed = null;
        if ((code & Verb.FIRST) != 0) {
            data = 2 + (p[1] & 0xFF) + 3 & ~3;
            state = p[0] != HMAC_SHA1 ? Integer.valueOf(UNSUPPORTED) : keyed(id(p, 1));
            failed = state instanceof Integer status ? new byte[] {status.byteValue()} : null;
        } else if (state == null) {
            state = NO_STREAM;
            failed = new byte[] {NO_STREAM};
        }
        boolean last = (code & Verb.LAST) != 0;
        byte[] answer = last && state instanceof Integer status ? new byte[] {status.byteValue()} : failed;
        if (state instanceof Mac mac) {
            mac.update(p, data, p.length - data);
            if (last) {
                byte[] result = mac.doFinal();
                answer = new byte[1 + result.length];
                System.arraycopy(result, 0, answer, 1, result.length);
            }
        }
        if (stream != Verb.NO_STREAM) {
            open[stream] = last ? null : state;
        }
        return answer;
    }

    private Object keyed(String id) throws Exception {
        if (!keys.contains(id)) {
            return UNKNOWN_KEY;
        }
        return algorithm == HMAC_SHA1 ? software(id) : Integer.valueOf(WRONG_ALGORITHM);
    }

    private byte[] copy(int from, int to) throws CloneNotSupportedException {
        if (!(open[from] instanceof Mac mac)) {
            return new byte[] {NO_STREAM};
        }
        open[to] = mac.clone();
        return new byte[1];
    }

    /** The frame of a WELCOME as a device of another version sends it. */
    private byte[] withVersion(byte[] frame) {
        FrameDecoder decoder = new FrameDecoder();
        for (byte b : frame) {
            decoder.accept(b);
        }
        byte[] packet = decoder.packet();
        if (packet[Packet.TYPE] != Packet.WELCOME) {
            return frame;
        }
        Arrays.fill(packet, Welcome.VERSION_AT, Welcome.VERSION_AT + 3, (byte) version);
        byte[] changed = new byte[FrameEncoder.bound(decoder.size())];
        return Arrays.copyOf(changed, new FrameEncoder().encode(packet, decoder.size(), changed, 0));
    }

    /** The host's end. */
    private final class Wire implements Port {
        private final ArrayDeque<byte[]> incoming = new ArrayDeque<>();
        private byte[] frame = new byte[0];
        private boolean closed;

        private synchronized void deliver(byte[] bytes) {
            incoming.add(bytes);
            notifyAll();
        }

        @Override
        public synchronized int read(byte[] buffer) throws IOException {
            reading.run();
            await(() -> incoming.isEmpty(), 20);
            if (closed) {
                throw new EOFException(name() + ": unplugged");
            }
            byte[] next = incoming.poll();
            if (next == null) {
                return 0;
            }
            System.arraycopy(next, 0, buffer, 0, next.length);
            return next.length;
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            synchronized (this) {
                await(() -> stuck, Long.MAX_VALUE);
                if (closed) {
                    throw new EOFException(name() + ": unplugged");
                }
            }
            for (int i = offset; i < offset + length; i++) {
                synchronized (this) {
                    await(() -> answersFirst && !incoming.isEmpty(), Long.MAX_VALUE);
                }
                frame = Arrays.copyOf(frame, frame.length + 1);
                frame[frame.length - 1] = data[i];
                if (data[i] == 0) {
                    for (byte[] carried : toDevice.carry(frame)) {
                        receive(carried);
                    }
                    frame = new byte[0];
                }
            }
        }

        private void await(java.util.function.BooleanSupplier blocked, long millis) {
            long end = millis == Long.MAX_VALUE ? millis : System.currentTimeMillis() + millis;
            try {
                while (!closed && blocked.getAsBoolean() && System.currentTimeMillis() < end) {
                    wait(10);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            notifyAll();
        }

        @Override
        public String name() {
            return name;
        }
    }
}
