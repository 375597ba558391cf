package org.duehsm.benchmarks;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.duehsm.client.Algorithm;
import org.duehsm.port.Port;

/**
 * How fast the line and the device are at best: one thread sends frames that were encoded
 * beforehand, keeps the window full, and only counts what comes back. No queue, no lock, no timer,
 * no other thread; a frame that is lost ends it.
 */
final class BareLoop implements AutoCloseable {

    private static final Algorithm ALGORITHM = Algorithm.HMAC_SHA1;
    private static final int BLOCK = ALGORITHM.blockBytes();
    private static final int SEQ_LIMIT = 0x10000;
    /* Reads without a byte after which the device counts as silent: about ten seconds. */
    private static final int SILENT_READS = 100;

    private final Port port;
    private final byte[] chunk = new byte[4096];
    private final byte[] packet = new byte[Frames.PAYLOAD + 80 + Frames.CHECK_SIZE];
    private final byte[] frame = new byte[Frames.bound(packet.length)];
    private int frameSize;

    private int epoch;
    private int window;
    private int maxPayload;
    private int receive;
    private int streams;

    private byte[] wire = new byte[0];
    private int[] starts;
    private int frames;
    private int framesOfMessage;

    private int acknowledged;
    private int answers;

    /** Opens a session; the port is closed with it. */
    BareLoop(Port port) throws IOException {
        this.port = port;
        byte[] nonce = new byte[Frames.NONCE_SIZE];
        new SecureRandom().nextBytes(nonce);
        byte[] hello = Frames.hello(nonce);
        port.write(hello, 0, hello.length);
        for (int silent = 0; epoch == 0; ) {
            silent = receive(nonce) ? 0 : silent + 1;
            if (silent == SILENT_READS) {
                port.close();
                throw new IOException(port.name() + ": no DueHSM answers there");
            }
        }
    }

    /**
     * Encodes the requests of this session that MAC the message, again and again.
     *
     * @param messages at most; fewer if the numbers of a session do not suffice
     */
    void prepare(byte[] keyId, byte[] message, int messages) {
        int size = message.length;
        int keyField = (2 + keyId.length + 3) / 4 * 4;
        int room = (maxPayload - keyField) / BLOCK * BLOCK;
        int part = maxPayload / BLOCK * BLOCK;
        int first = size <= maxPayload - keyField ? size : room;
        framesOfMessage = 1 + (size - first + part - 1) / part;
        int count = Math.min(messages, SEQ_LIMIT / framesOfMessage);
        frames = count * framesOfMessage;
        starts = new int[frames + 1];
        int bound = Frames.bound(Frames.PAYLOAD + keyField + first)
                + (framesOfMessage - 1) * Frames.bound(Frames.PAYLOAD + part);
        wire = new byte[Math.multiplyExact(count, bound)];
        byte[] request = new byte[Frames.PAYLOAD + maxPayload + Frames.CHECK_SIZE];
        int end = 0;
        for (int seq = 0; seq < frames; seq++) {
            int at = seq % framesOfMessage;
            boolean last = at == framesOfMessage - 1;
            int length = at == 0 ? first : last ? size - first - (framesOfMessage - 2) * part : part;
            // Answers acknowledge, too; where only the last part has one, it is asked for in each half window.
            boolean ask = !last && at % (window / 2) == window / 2 - 1;
            int code =
                    Frames.MAC | (at == 0 ? Frames.FIRST : 0) | (last ? Frames.LAST : 0) | (ask ? Frames.ACK_NOW : 0);
            int stream = framesOfMessage == 1 ? 0xFFFF : seq / framesOfMessage % streams;
            Frames.header(request, Frames.REQUEST, code, epoch, seq, stream);
            int data = Frames.PAYLOAD;
            if (at == 0) {
                request[Frames.PAYLOAD] = (byte) ALGORITHM.code();
                request[Frames.PAYLOAD + 1] = (byte) keyId.length;
                System.arraycopy(keyId, 0, request, Frames.PAYLOAD + 2, keyId.length);
                Arrays.fill(request, Frames.PAYLOAD + 2 + keyId.length, Frames.PAYLOAD + keyField, (byte) 0);
                data += keyField;
            }
            System.arraycopy(message, at == 0 ? 0 : first + (at - 1) * part, request, data, length);
            starts[seq] = end;
            end = Frames.encode(request, data + length, wire, end);
        }
        starts[frames] = end;
    }

    /**
     * What was reached.
     *
     * @param messages whole messages
     * @param frames their frames
     * @param wireBytes bytes of them on the line to the device
     */
    record Result(int messages, int frames, int wireBytes, double seconds) {

        double messagesPerSecond() {
            return messages / seconds;
        }
    }

    /** Sends what was prepared, for about so long, at least one message. Once for each prepare. */
    Result run(long nanos) throws IOException {
        byte[] out = new byte[window * Frames.bound(Frames.PAYLOAD + maxPayload)];
        int sent = 0;
        int end = frames;
        acknowledged = 0;
        answers = 0;
        int silent = 0;
        long start = System.nanoTime();
        while (answers < end / framesOfMessage) {
            if (System.nanoTime() - start >= nanos) {
                end = Math.min(end, (Math.max(sent, 1) + framesOfMessage - 1) / framesOfMessage * framesOfMessage);
            }
            int next = sent;
            while (next < end && next - acknowledged < window && starts[next + 1] - starts[acknowledged] < receive) {
                next++;
            }
            if (next > sent) {
                int size = starts[next] - starts[sent];
                // The serial port library copies the whole array that it is given.
                System.arraycopy(wire, starts[sent], out, 0, size);
                port.write(out, 0, size);
                sent = next;
            }
            silent = receive(null) ? 0 : silent + 1;
            if (silent == SILENT_READS) {
                throw new IOException(port.name() + ": frame " + acknowledged + " was lost");
            }
        }
        return new Result(answers, sent, starts[sent], (System.nanoTime() - start) / 1e9);
    }

    /** The MAC that came last. */
    byte[] mac() {
        return Arrays.copyOfRange(packet, Frames.PAYLOAD, Frames.PAYLOAD + ALGORITHM.macLength());
    }

    private boolean receive(byte[] nonce) throws IOException {
        int count = port.read(chunk);
        for (int i = 0; i < count; i++) {
            if (chunk[i] != 0) {
                frame[frameSize] = chunk[i];
                frameSize = Math.min(frameSize + 1, frame.length - 1);
            } else {
                take(Frames.decode(frame, 0, frameSize, packet), nonce);
                frameSize = 0;
            }
        }
        return count > 0;
    }

    private void take(int size, byte[] nonce) throws IOException {
        int at = Frames.PAYLOAD;
        boolean ours = size > at && Frames.u16(packet, Frames.EPOCH) == epoch;
        if (nonce != null) {
            if (size >= at + Frames.WELCOME_SIZE
                    && packet[0] == Frames.WELCOME
                    && Arrays.equals(packet, at, at + nonce.length, nonce, 0, nonce.length)) {
                epoch = Frames.u16(packet, Frames.EPOCH);
                window = packet[at + 16] & 0xFF;
                maxPayload = Frames.u16(packet, at + 18);
                receive = Frames.u16(packet, at + 20) | Frames.u16(packet, at + 22) << 16;
                streams = Frames.u16(packet, at + 24);
            }
        } else if (ours && (packet[0] == Frames.REPLY || packet[0] == Frames.ACK)) {
            if (packet[Frames.CODE] != 0) {
                throw new IOException(port.name() + ": the device refused frame " + Frames.u16(packet, Frames.SEQ)
                        + " with status " + packet[Frames.CODE]);
            }
            acknowledged += (Frames.u16(packet, Frames.AUX) - acknowledged) & 0xFFFF;
            if (packet[0] == Frames.REPLY) {
                answers++;
            }
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
