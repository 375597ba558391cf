package org.duehsm.tests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.port.Port;

/** Passes everything on, and keeps what was on the line, for who is to learn nothing by that. */
final class RecordingPort implements Port {

    private static final int PACKET_MIN = 12; // header and check
    private static final int CHECK = 4;

    private final Port port;
    private final Recording recording;

    RecordingPort(Port port, Recording recording) {
        this.port = port;
        this.recording = recording;
    }

    /** What was said in both directions, over however many openings of the port. */
    static final class Recording {
        final ByteArrayOutputStream toDevice = new ByteArrayOutputStream();
        final ByteArrayOutputStream toHost = new ByteArrayOutputStream();
        /** Packets without their checks, in the order in which they were written and read. */
        final List<byte[]> packets = new ArrayList<>();

        private final ByteArrayOutputStream[] unfinished = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};

        private synchronized void add(boolean fromHost, byte[] bytes, int offset, int length) {
            (fromHost ? toDevice : toHost).write(bytes, offset, length);
            ByteArrayOutputStream frame = unfinished[fromHost ? 0 : 1];
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] != 0) {
                    frame.write(bytes[i]);
                    continue;
                }
                byte[] packet = decode(frame.toByteArray());
                frame.reset();
                if (packet.length >= PACKET_MIN) {
                    packets.add(java.util.Arrays.copyOf(packet, packet.length - CHECK));
                }
            }
        }

        /** COBS. */
        private static byte[] decode(byte[] frame) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            for (int at = 0; at < frame.length; ) {
                int code = frame[at] & 0xFF;
                packet.write(frame, at + 1, Math.min(code - 1, frame.length - at - 1));
                at += code;
                if (code < 0xFF && at < frame.length) {
                    packet.write(0);
                }
            }
            return packet.toByteArray();
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int size = port.read(buffer);
        recording.add(false, buffer, 0, size);
        return size;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        recording.add(true, data, offset, length);
        port.write(data, offset, length);
    }

    @Override
    public void close() {
        port.close();
    }

    @Override
    public String name() {
        return port.name();
    }
}
