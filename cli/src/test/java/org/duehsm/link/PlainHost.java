package org.duehsm.link;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A host of PROTOCOL.md by its frames, for tests of whoever plays the device: it says what it is told to, and reads
 * what comes back. It never asks again.
 */
public final class PlainHost {

    /** A number that no request of a test comes near. */
    private static final int FAR = 40_000;

    /** What a device said, by the page's name of the frame; seq and status are 0 where a frame has none. */
    public record Said(String frame, int seq, int status, byte[] payload) {

        /** The boot number that it shows; of NO_SESSION and WELCOME only. */
        public int boot() {
            return Packet.u32(payload, frame.equals("WELCOME") ? 12 : 0);
        }

        /** The number of streams; of WELCOME only. */
        public int streams() {
            return Packet.u16(payload, 24);
        }

        /** As the tests write it. */
        @Override
        public String toString() {
            return frame.equals("REPLY") ? "REPLY " + seq + " " + status : frame;
        }
    }

    private final FrameDecoder decoder = new FrameDecoder();
    private final byte nonce;
    private int sessions;
    private int epoch;
    private int seq;

    /** @param nonce to tell its sessions from those of other hosts */
    public PlainHost(int nonce) {
        this.nonce = (byte) nonce;
    }

    /** The frame that opens another session. */
    public byte[] hello() {
        seq = 0;
        byte[] payload = {nonce, (byte) ++sessions, 0, 0, 0, 0, 0, 0, Limits.VERSION, Limits.VERSION};
        return frame(Packet.HELLO, 0, 0, 0, 0, payload);
    }

    /** The frame of the next request. */
    public byte[] request(int code, int aux, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return request(code, aux, bytes);
    }

    /** The frame of the next request. */
    public byte[] request(int code, int aux, byte[] payload) {
        return frame(Packet.REQUEST, code, epoch, seq++, aux, payload);
    }

    /** Goes on with the session of another host, as whoever can send to its device finds it: by trying. */
    public void join(UnaryOperator<byte[]> device) {
        FrameDecoder answers = new FrameDecoder();
        byte type = Packet.NO_SESSION;
        while (type == Packet.NO_SESSION) {
            epoch = epoch % 0xFFFF + 1;
            for (byte b : device.apply(frame(Packet.REQUEST, Verb.INFO | Verb.ACK_NOW, epoch, FAR, 0, (byte) 0))) {
                if (answers.accept(b)) {
                    type = answers.packet()[Packet.TYPE];
                    seq = Packet.u16(answers.packet(), Packet.AUX); // of the gap
                }
            }
        }
    }

    /** What the device said by these bytes. */
    public List<Said> read(byte[] bytes) {
        List<Said> said = new ArrayList<>();
        for (byte b : bytes) {
            if (decoder.accept(b)) {
                said.add(said(decoder.packet(), decoder.size()));
            }
        }
        return said;
    }

    private Said said(byte[] packet, int size) {
        if (packet[Packet.TYPE] == Packet.WELCOME) {
            epoch = Packet.u16(packet, Packet.EPOCH);
        }
        String name = switch (packet[Packet.TYPE]) {
            case Packet.WELCOME -> "WELCOME";
            case Packet.REPLY -> "REPLY";
            case Packet.ACK -> packet[Packet.CODE] == 0 ? "ACK" : "GAP";
            case Packet.NO_SESSION -> "NO_SESSION";
            default -> "type " + packet[Packet.TYPE];
        };
        int status = packet[Packet.TYPE] == Packet.REPLY ? packet[Packet.CODE] & 0xFF : 0;
        return new Said(name, Packet.u16(packet, Packet.SEQ), status, Arrays.copyOfRange(packet, Packet.PAYLOAD, size));
    }

    /** A key field and data, as a MAC with FIRST has them. */
    public static byte[] keyed(int algorithm, byte[] id, byte... data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(algorithm);
        out.write(id.length);
        out.writeBytes(id);
        while (out.size() % 4 != 0) {
            out.write(0);
        }
        out.writeBytes(data);
        return out.toByteArray();
    }

    /** The payload of an IMPORT, with time unknown. */
    public static byte[] importing(int algorithm, byte[] id, byte[] key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(algorithm);
        out.write(id.length);
        out.writeBytes(id);
        out.writeBytes(new byte[Long.BYTES]);
        out.write(key.length);
        out.writeBytes(key);
        return out.toByteArray();
    }

    private static byte[] frame(byte type, int code, int epoch, int seq, int aux, byte... payload) {
        byte[] packet = new byte[Packet.PAYLOAD + payload.length + Packet.CHECK_SIZE];
        packet[Packet.TYPE] = type;
        packet[Packet.CODE] = (byte) code;
        Packet.putU16(packet, Packet.EPOCH, epoch);
        Packet.putU16(packet, Packet.SEQ, seq);
        Packet.putU16(packet, Packet.AUX, aux);
        System.arraycopy(payload, 0, packet, Packet.PAYLOAD, payload.length);
        byte[] wire = new byte[FrameEncoder.bound(Packet.PAYLOAD + payload.length)];
        int size = new FrameEncoder().encode(packet, Packet.PAYLOAD + payload.length, wire, 0);
        return Arrays.copyOf(wire, size);
    }
}
