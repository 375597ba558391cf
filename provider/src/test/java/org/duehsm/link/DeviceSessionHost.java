package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A device's end of a session, and the host at the other end. What the device says is written as the page
 * calls it: {@code REPLY seq status aux}, {@code ACK code aux}.
 */
abstract class DeviceSessionHost {

    static final int EPOCH = 0x1234;
    static final int BOOT = 0x0BADCAFE;
    static final int WINDOW = 4;
    static final int ANSWERED = Verb.FIND;
    static final int SILENT = Verb.ABORT;
    static final int SILENT_ACK_NOW = SILENT | Verb.ACK_NOW;

    /** Keeps the requests to be executed; the test answers them. */
    static final class Requests implements RequestHandler {
        final List<IncomingRequest> all = new ArrayList<>();
        int opened;

        @Override
        public void opened() {
            opened++;
        }

        @Override
        public void execute(IncomingRequest request) {
            all.add(request);
        }

        IncomingRequest last() {
            return all.get(all.size() - 1);
        }
    }

    final Requests requests = new Requests();
    DeviceSession session = new DeviceSession(terms(WINDOW), requests);

    static Welcome terms(int window) {
        return terms(EPOCH, BOOT, window);
    }

    static Welcome terms(int epoch, int boot, int window) {
        Welcome page = Welcome.read(ProtocolPage.example("welcome").packet());
        return new Welcome(epoch, 0, boot, window, 3, 640, 16384, 64, "1.0.0", page.uniqueId());
    }

    static byte[] packet(byte type, int code, int epoch, int seq, int aux, byte... payload) {
        byte[] packet = Arrays.copyOf(new byte[] {type, (byte) code}, Packet.PAYLOAD + payload.length);
        Packet.putU16(packet, Packet.EPOCH, epoch);
        Packet.putU16(packet, Packet.SEQ, seq);
        Packet.putU16(packet, Packet.AUX, aux);
        System.arraycopy(payload, 0, packet, Packet.PAYLOAD, payload.length);
        return packet;
    }

    static byte[] frame(byte[] packet) {
        byte[] room = Arrays.copyOf(packet, packet.length + Packet.CHECK_SIZE);
        byte[] wire = new byte[FrameEncoder.bound(packet.length)];
        return Arrays.copyOf(wire, new FrameEncoder().encode(room, packet.length, wire, 0));
    }

    void send(byte... wire) {
        assertThat(session.input(wire, 0, wire.length)).isEqualTo(wire.length);
    }

    void request(int seq, int code) {
        send(frame(packet(Packet.REQUEST, code, EPOCH, seq, 5)));
    }

    void hello(int nonce) {
        hello(nonce, 1, 1, Limits.HELLO_PAYLOAD_SIZE);
    }

    void hello(int nonce, int lowest, int highest, int size) {
        byte[] payload = {0, 0, 0, 0, 0, 0, 0, (byte) nonce, (byte) lowest, (byte) highest};
        send(frame(packet(Packet.HELLO, 0, 0, 0, 0, Arrays.copyOf(payload, size))));
    }

    byte[] output() {
        byte[] out = new byte[session.outputMax()];
        return Arrays.copyOf(out, session.output(out));
    }

    /** What the device has sent since this was asked last. */
    List<String> heard() {
        List<String> heard = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder();
        for (byte b : output()) {
            if (decoder.accept(b)) {
                heard.add(words(decoder.packet()));
            }
        }
        return heard;
    }

    static String words(byte[] p) {
        int code = p[Packet.CODE] & 0xFF;
        int epoch = Packet.u16(p, Packet.EPOCH);
        int aux = Packet.u16(p, Packet.AUX);
        return switch (p[Packet.TYPE]) {
            case Packet.REPLY -> "REPLY " + Packet.u16(p, Packet.SEQ) + " " + code + " " + aux;
            case Packet.ACK -> "ACK " + code + " " + aux;
            case Packet.NO_SESSION -> "NO_SESSION " + epoch + " " + Packet.u32(p, Packet.PAYLOAD);
            case Packet.WELCOME -> "WELCOME " + epoch + " " + p[Welcome.VERSION_AT];
            default -> "type " + p[Packet.TYPE];
        };
    }

    void open() {
        hello(1);
        assertThat(heard()).containsExactly("WELCOME " + EPOCH + " 1");
    }

    /** Requests 0 to count-1, each answered with this status. */
    void exchange(int count, int status) {
        for (int seq = 0; seq < count; seq++) {
            request(seq & 0xFFFF, ANSWERED);
            requests.last().answer(status);
            assertThat(heard()).containsExactly("REPLY " + (seq & 0xFFFF) + " " + status + " " + (seq + 1 & 0xFFFF));
        }
    }
}
