package org.duehsm.link;

import org.duehsm.firmware.ReplayableDevice;

/** A program that has the device for itself, and a line on which nothing goes wrong. */
final class OtherHost {

    private final ReplayableDevice device;
    private final FrameDecoder decoder = new FrameDecoder();
    private int epoch;
    private int requests;

    OtherHost(ReplayableDevice device) {
        this.device = device;
    }

    /** Opens a session; returns what the device answers. */
    byte[] open(byte[] nonce) {
        byte[] hello = new Handshake("", nonce).output();
        byte[] answer = device.take(hello, 0, hello.length);
        for (byte b : answer) {
            if (decoder.accept(b) && decoder.packet()[Packet.TYPE] == Packet.WELCOME) {
                epoch = Packet.u16(decoder.packet(), Packet.EPOCH);
            }
        }
        return answer;
    }

    /** Sends a request that fits a frame; returns what the device answers. */
    byte[] send(Request request) {
        byte[] packet = new byte[Limits.PACKET_MAX];
        int size = request.nextSize(Limits.REQUEST_PAYLOAD_MAX);
        request.writeNext(packet, Limits.REQUEST_PAYLOAD_MAX);
        Packet.putU16(packet, Packet.EPOCH, epoch);
        Packet.putU16(packet, Packet.SEQ, requests++);
        byte[] wire = new byte[FrameEncoder.bound(size)];
        return device.take(wire, 0, new FrameEncoder().encode(packet, size, wire, 0));
    }
}
