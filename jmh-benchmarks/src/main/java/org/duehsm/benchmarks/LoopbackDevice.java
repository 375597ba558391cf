package org.duehsm.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import org.duehsm.client.Algorithm;
import org.duehsm.port.Port;

/**
 * A device in this JVM that computes nothing and answers at once, so that what is left is the host's
 * share. It speaks PROTOCOL.md as far as a host does that loses no frame, and looks at no check. It
 * works in the thread that writes to it, so that no other thread is woken for it.
 */
final class LoopbackDevice implements Port {

    /** Takes what the device says: whole frames, one or more. */
    interface Listener {
        void hear(byte[] frames, int offset, int length) throws IOException;
    }

    private static final int WINDOW = 16;
    private static final int MAX_PAYLOAD = 640;
    private static final int RECEIVE_BYTES = 16_384;
    private static final int STREAMS = 64;
    private static final int EPOCH = 1;
    private static final byte[] MAC_SIZES = macSizes();
    private static final int FIND_SIZE = 10;
    private static final int ABORT = 3;
    /* As much of a frame as is looked at: the header and the nonce of HELLO, and one code byte of COBS. */
    private static final int HEAD = Frames.PAYLOAD + Frames.NONCE_SIZE + 1;

    private final String name;
    private final Pipe toHost = new Pipe();
    private final Listener listener;

    private final byte[] head = new byte[HEAD];
    private int headSize;
    private final byte[] request = new byte[HEAD - 1];
    private final byte[] answer = new byte[Frames.PAYLOAD + Frames.WELCOME_SIZE + Frames.CHECK_SIZE];
    private final byte[] macSizes = new byte[STREAMS]; // of the open streams
    private final byte[] out = new byte[RECEIVE_BYTES];
    private int outSize;

    LoopbackDevice(String name) {
        this.name = name;
        this.listener = toHost::write;
    }

    /** One that is heard by another than who reads here. */
    LoopbackDevice(String name, Listener listener) {
        this.name = name;
        this.listener = listener;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            byte b = data[i];
            if (b == 0) {
                take(Frames.decode(head, 0, headSize, request));
                headSize = 0;
            } else if (headSize < HEAD) {
                head[headSize++] = b;
            }
        }
        listener.hear(out, 0, outSize);
        outSize = 0;
    }

    private void take(int size) {
        if (size < Frames.PAYLOAD) {
            return;
        }
        if (request[0] == Frames.HELLO) {
            welcome();
        } else if (request[0] == Frames.REQUEST) {
            int code = request[Frames.CODE];
            int verb = code & 0xF;
            int macSize = verb == Frames.MAC ? macSize(code, Frames.u16(request, Frames.AUX)) : 0;
            if (verb == Frames.MAC ? (code & Frames.LAST) != 0 : verb != ABORT) {
                send(Frames.REPLY, verb == Frames.MAC ? macSize : FIND_SIZE);
            } else if ((code & Frames.ACK_NOW) != 0) {
                send(Frames.ACK, 0);
            }
        }
    }

    /** By the algorithm that the first part names, which the stream keeps; a message of one part may have none. */
    private int macSize(int code, int stream) {
        if ((code & Frames.FIRST) == 0) {
            return macSizes[stream];
        }
        byte size = MAC_SIZES[request[Frames.PAYLOAD]];
        if (stream < STREAMS) {
            macSizes[stream] = size;
        }
        return size;
    }

    private static byte[] macSizes() {
        byte[] sizes = new byte[Byte.MAX_VALUE];
        for (Algorithm algorithm : Algorithm.values()) {
            sizes[algorithm.code()] = (byte) algorithm.macLength();
        }
        return sizes;
    }

    private void send(int type, int payload) {
        int seq = Frames.u16(request, Frames.SEQ);
        Frames.header(answer, type, 0, EPOCH, type == Frames.ACK ? 0 : seq, seq + 1);
        answer[Frames.PAYLOAD] = (byte) ((request[Frames.CODE] & 0xF) == Frames.FIND ? 1 : 0);
        outSize = Frames.encode(answer, Frames.PAYLOAD + payload, out, outSize);
    }

    private void welcome() {
        int at = Frames.PAYLOAD;
        Frames.header(answer, Frames.WELCOME, 0, EPOCH, 0, 0);
        System.arraycopy(request, at, answer, at, Frames.NONCE_SIZE);
        for (int i = 8; i <= 10; i++) {
            answer[at + i] = 1;
        }
        answer[at + 16] = WINDOW;
        answer[at + 17] = 3;
        Frames.putU16(answer, at + 18, MAX_PAYLOAD);
        Frames.putU32(answer, at + 20, RECEIVE_BYTES);
        Frames.putU16(answer, at + 24, STREAMS);
        answer[at + 26] = 1;
        outSize = Frames.encode(answer, at + Frames.WELCOME_SIZE, out, outSize);
        Arrays.fill(answer, (byte) 0);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return toHost.read(buffer, READ_TIMEOUT_MILLIS);
    }

    @Override
    public void close() {
        toHost.close();
    }

    @Override
    public String name() {
        return name;
    }
}
