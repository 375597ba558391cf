package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The window sends what the page shows, and follows what the device answers. */
class WindowTest {

    private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JEFE = "jefe".getBytes(StandardCharsets.US_ASCII);

    private Window window;
    private byte[] out;

    @BeforeEach
    void open() {
        Welcome welcome = Welcome.read(ProtocolPage.example("welcome").packet());
        assertThat(welcome.window()).isEqualTo(16);
        assertThat(welcome.boot()).isEqualTo(0x0BADCAFE);
        window = new Window(welcome, new RetransmissionTimer(TimeUnit.SECONDS.toNanos(3), 0));
        out = new byte[welcome.window() * FrameEncoder.bound(Packet.PAYLOAD + welcome.maxPayload())];
    }

    private Exchange answered(Exchange x) {
        x.answered = true;
        window.admit(x);
        return x;
    }

    private Exchange silent(Exchange x) {
        x.answered = false;
        window.admit(x);
        return x;
    }

    private static Exchange exchange() {
        return new Exchange();
    }

    private static Exchange request() {
        return exchange().start(Verb.INFO, 0).put(0);
    }

    private byte[] written() {
        return Arrays.copyOf(out, window.encode(out, 1));
    }

    private Exchange reply(int seq, int expected) {
        byte[] packet = new byte[Packet.PAYLOAD];
        Packet.putU16(packet, Packet.SEQ, seq);
        Packet.putU16(packet, Packet.AUX, expected);
        return window.reply(packet, packet.length, 2);
    }

    private int frames() {
        int frames = 0;
        for (byte b : written()) {
            frames += b == 0 ? 1 : 0;
        }
        return frames;
    }

    private static byte[] wire(String... names) {
        byte[] all = {};
        for (String name : names) {
            byte[] wire = ProtocolPage.example(name).wire();
            all = Arrays.copyOf(all, all.length + wire.length);
            System.arraycopy(wire, 0, all, all.length - wire.length, wire.length);
        }
        return all;
    }

    @Test
    void holdsTheConversationOfThePage() {
        Exchange imported = answered(exchange()
                .start(Verb.IMPORT, 0)
                .put(1)
                .put(4)
                .put(JEFE, 0, 4)
                .putU64(0)
                .put(4)
                .put("Jefe".getBytes(StandardCharsets.US_ASCII), 0, 4));
        assertThat(written()).isEqualTo(wire("import"));
        assertThat(receive("imported")).isSameAs(imported);

        Exchange whole = answered(first(Verb.LAST, Verb.NO_STREAM).data(MESSAGE, 0, MESSAGE.length));
        assertThat(written()).isEqualTo(wire("mac-whole"));
        assertThat(receive("mac-reply")).isSameAs(whole);
        assertThat(whole.bytes(0, whole.replySize())).hasSize(20);

        silent(first(0, 5).data(MESSAGE, 0, 20));
        assertThat(written()).isEqualTo(wire("mac-first"));
        assertThat(window.isWaiting()).isTrue();
        window.ack(3, false, 2);
        assertThat(window.isWaiting()).isFalse();

        Exchange last = answered(exchange().start(Verb.MAC | Verb.LAST, 5).data(MESSAGE, 20, 8));
        assertThat(written()).isEqualTo(wire("mac-last"));
        receive("mac-last-reply");
        assertThat(last.bytes(0, 20)).isEqualTo(whole.bytes(0, 20));
    }

    private static Exchange first(int flags, int stream) {
        return exchange()
                .start(Verb.MAC | Verb.FIRST | flags, stream)
                .put(1)
                .put(4)
                .put(JEFE, 0, 4)
                .align();
    }

    private Exchange receive(String name) {
        byte[] packet = ProtocolPage.example(name).packet();
        return window.reply(packet, packet.length, 2);
    }

    @Test
    void isFullAtItsSizeAndOpensInOrder() {
        for (int i = 0; i < 16; i++) {
            assertThat(window.hasRoom(640)).isTrue();
            answered(request());
        }
        assertThat(window.hasRoom(0)).isFalse();
        written();
        reply(1, 2);
        assertThat(window.hasRoom(0)).as("request 0 is not done").isFalse();
        reply(0, 2);
        assertThat(window.hasRoom(0)).isTrue();
    }

    @Test
    void aNewerReplyShowsThatAnOlderOneWasLostOnlyOnce() {
        Exchange lost = answered(request());
        answered(request());
        answered(request());
        written();
        reply(1, 2);
        assertThat(frames()).as("0 and 2 again").isEqualTo(2);
        reply(2, 3);
        assertThat(window.hasWork()).as("2 was sent before 0 was repeated").isFalse();
        answered(request());
        written();
        reply(3, 4);
        assertThat(frames()).isEqualTo(1);
        assertThat(reply(0, 4)).isSameAs(lost);
        assertThat(window.isWaiting()).isFalse();
    }

    @Test
    void aGapHasEverythingRepeatedThatIsNotDone() {
        for (int i = 0; i < 5; i++) {
            silent(request());
        }
        written();
        window.ack(2, true, 2);
        assertThat(frames()).isEqualTo(3);
        window.ack(5, true, 3);
        assertThat(window.hasWork()).isFalse();
    }

    @Test
    void asksForAnAcknowledgementInEachHalfWindow() {
        for (int i = 0; i < 16; i++) {
            silent(request());
        }
        FrameDecoder decoder = new FrameDecoder();
        StringBuilder asked = new StringBuilder();
        for (byte b : written()) {
            if (decoder.accept(b)) {
                asked.append((decoder.packet()[Packet.CODE] & Verb.ACK_NOW) != 0 ? '!' : '.');
            }
        }
        assertThat(asked.toString()).isEqualTo(".......!.......!");
    }

    @Test
    void numbersWrapAround() {
        for (int i = 0; i < 200_000; i++) {
            answered(request());
            written();
            reply(i & 0xFFFF, i + 1 & 0xFFFF);
            assertThat(window.isWaiting()).isFalse();
        }
        reply(7, 9);
        assertThat(window.isWaiting()).isFalse();
    }

    @Test
    void answersThatCannotBeAreIgnored() {
        answered(request());
        assertThat(reply(0, 1)).as("not sent yet").isNull();
        written();
        assertThat(reply(5, 6)).isNull();
        window.ack(9, true, 2);
        assertThat(reply(40000, 40001)).isNull();
        assertThat(window.hasWork()).isFalse();
        assertThat(window.isWaiting()).isTrue();
    }

    @Test
    void keepsFewerBytesOnTheWayThanTheDeviceHolds() {
        Welcome w = Welcome.read(ProtocolPage.example("welcome").packet());
        Welcome small = new Welcome(w.epoch(), 0, 0, 16, 3, 640, 1000, 4, "1.0.0", w.uniqueId());
        window = new Window(small, new RetransmissionTimer(1, 0));
        assertThat(window.hasRoom(648)).isTrue();
        silent(request());
        assertThat(window.hasRoom(648)).isTrue();
        silent(exchange().start(Verb.MAC, 0).data(new byte[640], 0, 640));
        assertThat(window.hasRoom(648)).isFalse();
        written();
        window.ack(1, false, 1);
        assertThat(window.hasRoom(648)).isFalse();
        window.ack(2, false, 1);
        assertThat(window.hasRoom(648)).isTrue();
        assertThat(window.bytesOnWay()).isZero();
    }

    @Test
    void aLongMessageGoesInWholeGrains() {
        Exchange x = first(Verb.LAST, 3).data(new byte[2000], 0, 2000);
        x.answered = true;
        StringBuilder frames = new StringBuilder();
        boolean last = false;
        while (!last) {
            last = window.admit(x);
        }
        FrameDecoder decoder = new FrameDecoder();
        for (byte b : written()) {
            if (decoder.accept(b)) {
                int code = decoder.packet()[Packet.CODE];
                frames.append((code & Verb.FIRST) != 0 ? " first " : " ")
                        .append(decoder.size() - Packet.PAYLOAD)
                        .append((code & Verb.LAST) != 0 ? " last" : "");
            }
        }
        assertThat(frames.toString()).isEqualTo(" first 584 640 640 144 last");
        assertThat(reply(3, 4)).isSameAs(x);
    }

    @Test
    void keysAreWipedWhenTheReplyIsHere() throws ReflectiveOperationException {
        Exchange x = answered(exchange().start(Verb.IMPORT, 0).put(new byte[] {11, 22, 33, 44}, 0, 4));
        written();
        assertThat(bytes(x, "head")).contains(33);
        assertThat(bytes(firstSlot(), "packet")).contains(33);
        reply(0, 1);
        x.wipe();
        assertThat(bytes(x, "head")).containsOnly(0);
        assertThat(bytes(firstSlot(), "packet")).containsOnly(0);
    }

    private Object firstSlot() throws ReflectiveOperationException {
        Field slots = Window.class.getDeclaredField("slots");
        slots.setAccessible(true);
        return ((Object[]) slots.get(window))[0];
    }

    private static byte[] bytes(Object owner, String field) throws ReflectiveOperationException {
        Field bytes = owner.getClass().getDeclaredField(field);
        bytes.setAccessible(true);
        return (byte[]) bytes.get(owner);
    }
}
