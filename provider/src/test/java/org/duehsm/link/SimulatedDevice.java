package org.duehsm.link;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.port.Port;

/**
 * A peer for tests of what a real device does only when the line or the device fails. It answers as
 * PROTOCOL.md says; its key store is a map, and it works in the thread that writes to it.
 */
public final class SimulatedDevice {

    private static final int UNKNOWN_KEY = 1;
    private static final int NO_STREAM = 4;
    private static final int EXISTS = 6;

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
    public volatile boolean stuck;
    /** Takes no more bytes as long as an answer is unread. */
    public volatile boolean answersFirst;

    public volatile int version = 1;

    private final Set<String> keys = new HashSet<>();
    private int boot = 1;
    private int epoch;
    private byte[] nonce;
    private int expected;
    private boolean gapTold;
    private byte[][] replies;
    private Object[] open;
    private Wire wire;
    public int hellos;
    public int executions;

    public SimulatedDevice(int window, int streams, int receiveBytes) {
        this.window = window;
        this.streams = streams;
        this.receiveBytes = receiveBytes;
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

    public synchronized void reset() {
        boot++;
        epoch = 0;
        nonce = null;
    }

    /** Another host says HELLO. */
    public synchronized void take() {
        epoch++;
        nonce = new byte[8];
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

    private synchronized void receive(byte[] p, int size) {
        byte[] packet = Arrays.copyOf(p, size);
        if (packet[0] == Packet.HELLO) {
            hello(packet);
        } else if (packet[0] == Packet.REQUEST) {
            if (epoch == 0 || Packet.u16(packet, Packet.EPOCH) != epoch) {
                byte[] answer = header(Packet.NO_SESSION, 0, Packet.u16(packet, Packet.EPOCH), 0, 0, 4);
                Packet.putU32(answer, Packet.PAYLOAD, boot);
                send(answer);
            } else {
                request(packet);
            }
        }
    }

    private void hello(byte[] packet) {
        hellos++;
        byte[] theirs = Arrays.copyOfRange(packet, 8, 16);
        if (!Arrays.equals(theirs, nonce)) {
            nonce = theirs;
            epoch = epoch % 0xFFFF + 1 + boot * 100;
            expected = 0;
            gapTold = false;
            replies = new byte[0x10000][];
            open = new Object[streams];
        }
        byte[] w = header(Packet.WELCOME, 0, epoch, 0, 0, Limits.WELCOME_PAYLOAD_SIZE);
        System.arraycopy(nonce, 0, w, 8, 8);
        w[16] = (byte) version;
        w[17] = (byte) version;
        w[18] = (byte) version;
        Packet.putU32(w, 20, boot);
        w[24] = (byte) window;
        w[25] = 3;
        Packet.putU16(w, 26, 640);
        Packet.putU32(w, 28, receiveBytes);
        Packet.putU16(w, 32, streams);
        w[34] = 1;
        send(w);
    }

    private void request(byte[] packet) {
        int seq = Packet.u16(packet, Packet.SEQ);
        int behind = expected - seq & 0xFFFF;
        boolean ackNow = (packet[Packet.CODE] & Verb.ACK_NOW) != 0;
        if (behind == 0) {
            expected = expected + 1 & 0xFFFF;
            gapTold = false;
            executions++;
            byte[] reply = execute(packet);
            replies[seq] = reply;
            int session = epoch;
            executed.run();
            if (epoch != session) {
                return;
            }
            if (reply != null) {
                answer(reply, seq);
            } else if (ackNow) {
                ack(0);
            }
        } else if (behind <= window) {
            if (replies[seq] != null) {
                answer(replies[seq], seq);
            } else if (ackNow) {
                ack(0);
            }
        } else {
            gap();
        }
    }

    private void gap() {
        if (!gapTold && epoch != 0) {
            gapTold = true;
            ack(1);
        }
    }

    private void ack(int code) {
        send(header(Packet.ACK, code, epoch, 0, expected, 0));
    }

    private void answer(byte[] reply, int seq) {
        byte[] r = header(Packet.REPLY, reply[0], epoch, seq, expected, reply.length - 1);
        System.arraycopy(reply, 1, r, Packet.PAYLOAD, reply.length - 1);
        send(r);
    }

    /** Status and payload of the answer; null if there is none. */
    private byte[] execute(byte[] p) {
        int code = p[Packet.CODE] & 0xFF;
        int aux = Packet.u16(p, Packet.AUX);
        try {
            return switch (code & 0xF) {
                case Verb.MAC -> mac(p, code, aux);
                case Verb.COPY -> copy(aux, Packet.u16(p, Packet.PAYLOAD));
                case Verb.ABORT -> {
                    open[aux] = null;
                    yield null;
                }
                case Verb.INFO -> new byte[40];
                case Verb.GENERATE, Verb.IMPORT ->
                    new byte[] {(byte) (keys.add(id(p, 9)) || (code & Verb.REPLACE) != 0 ? 0 : EXISTS)};
                case Verb.DELETE -> new byte[] {(byte) (keys.remove(id(p, 8)) ? 0 : UNKNOWN_KEY)};
                default -> new byte[] {3};
            };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(byte[] p, int at) throws IOException {
        return new String(p, at + 1, p[at] & 0xFF, "UTF-8");
    }

    private byte[] mac(byte[] p, int code, int stream) throws Exception {
        int data = Packet.PAYLOAD;
        Object state = stream == Verb.NO_STREAM ? null : open[stream];
        byte[] failed = null;
        if ((code & Verb.FIRST) != 0) {
            data += 2 + (p[9] & 0xFF) + 3 & ~3;
            state = keys.contains(id(p, 9)) ? software(id(p, 9)) : Integer.valueOf(UNKNOWN_KEY);
            failed = state instanceof Integer ? new byte[] {UNKNOWN_KEY} : null;
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

    private byte[] copy(int from, int to) throws CloneNotSupportedException {
        if (!(open[from] instanceof Mac mac)) {
            return new byte[] {NO_STREAM};
        }
        open[to] = mac.clone();
        return new byte[1];
    }

    private static byte[] header(byte type, int code, int epoch, int seq, int aux, int payload) {
        byte[] packet = new byte[Packet.PAYLOAD + payload];
        packet[Packet.TYPE] = type;
        packet[Packet.CODE] = (byte) code;
        Packet.putU16(packet, Packet.EPOCH, epoch);
        Packet.putU16(packet, Packet.SEQ, seq);
        Packet.putU16(packet, Packet.AUX, aux);
        return packet;
    }

    private void send(byte[] packet) {
        byte[] room = Arrays.copyOf(packet, packet.length + Packet.CHECK_SIZE);
        byte[] out = new byte[FrameEncoder.bound(packet.length)];
        int size = new FrameEncoder().encode(room, packet.length, out, 0);
        if (!mute) {
            for (byte[] frame : toHost.carry(Arrays.copyOf(out, size))) {
                wire.deliver(frame);
            }
        }
    }

    /** The host's end. */
    private final class Wire implements Port {
        private final ArrayDeque<byte[]> incoming = new ArrayDeque<>();
        private final FrameDecoder decoder = new FrameDecoder();
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
                        take(carried);
                    }
                    frame = new byte[0];
                }
            }
        }

        private void take(byte[] bytes) {
            for (byte b : bytes) {
                if (decoder.accept(b)) {
                    receive(decoder.packet(), decoder.size());
                } else if (b == 0 && bytes.length > 1) {
                    synchronized (SimulatedDevice.this) {
                        gap();
                    }
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
            return "sim";
        }

        @Override
        public int baud() {
            return 0;
        }
    }
}
