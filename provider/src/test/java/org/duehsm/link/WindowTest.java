package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
        window = new Window(welcome, new RetransmissionTimer(TimeUnit.SECONDS.toNanos(3), 1));
        out = new byte[welcome.window() * FrameEncoder.bound(Packet.PAYLOAD + welcome.maxPayload())];
    }

    private Call answered(Consumer<Request> fields) {
        Call call = call(fields);
        call.answered = true;
        window.admit(call);
        return call;
    }

    private void silent(Consumer<Request> fields) {
        window.admit(call(fields));
    }

    private static Call call(Consumer<Request> fields) {
        Call call = new Call();
        fields.accept(call.request());
        return call;
    }

    private static Consumer<Request> request() {
        return request -> request.start(Verb.INFO).u8(0);
    }

    private byte[] written() {
        return Arrays.copyOf(out, window.encode(out, 1));
    }

    private Call reply(int seq, int expected) {
        byte[] packet = new byte[Packet.PAYLOAD];
        Packet.putU16(packet, Packet.SEQ, seq);
        Packet.putU16(packet, Packet.AUX, expected);
        return window.reply(packet, packet.length, 2);
    }

    private int frames() {
        int frames = 0;
        byte before = 0;
        for (byte b : written()) {
            frames += b == 0 && before != 0 ? 1 : 0;
            before = b;
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
        Call imported = answered(request -> request.start(Verb.IMPORT)
                .u8(1)
                .prefixed(JEFE)
                .u64(0)
                .prefixed("Jefe".getBytes(StandardCharsets.US_ASCII)));
        assertThat(written()).isEqualTo(wire("import"));
        assertThat(receive("imported")).isSameAs(imported);

        Call whole =
                answered(request -> first(request, Verb.LAST, Verb.NO_STREAM).data(MESSAGE, 0, MESSAGE.length));
        assertThat(written()).isEqualTo(wire("mac-whole"));
        assertThat(receive("mac-reply")).isSameAs(whole);
        byte[] mac = whole.reply.rest();
        assertThat(mac).hasSize(20);

        silent(request -> first(request, 0, 5).data(MESSAGE, 0, 20));
        assertThat(written()).isEqualTo(wire("mac-first"));
        assertThat(window.isWaiting()).isTrue();
        window.ack(3, false, 2);
        assertThat(window.isWaiting()).isFalse();

        Call last = answered(request -> request.start(Verb.MAC | Verb.LAST, 5).data(MESSAGE, 20, 8));
        assertThat(written()).isEqualTo(wire("mac-last"));
        receive("mac-last-reply");
        assertThat(last.reply.bytes(20)).isEqualTo(mac);
    }

    private static Request first(Request request, int flags, int stream) {
        return request.start(Verb.MAC | Verb.FIRST | flags, stream)
                .u8(1)
                .prefixed(JEFE)
                .align();
    }

    private Call receive(String name) {
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
        Call lost = answered(request());
        answered(request());
        answered(request());
        written();
        reply(1, 2);
        assertThat(frames()).as("0 again").isEqualTo(1);
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
    void aGapToldTwiceIsFollowedOnceUntilTheHostAsks() {
        silent(request());
        silent(request());
        written();
        window.ack(0, true, 2);
        assertThat(frames()).isEqualTo(2);
        window.ack(0, true, 3);
        assertThat(window.hasWork()).isFalse();
        window.ask();
        assertThat(frames()).isEqualTo(1);
        window.ack(0, true, 4);
        assertThat(frames()).isEqualTo(2);
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
        window = new Window(small, new RetransmissionTimer(1, 1));
        assertThat(window.hasRoom(648)).isTrue();
        silent(request());
        assertThat(window.hasRoom(648)).isTrue();
        silent(request -> request.start(Verb.MAC).data(new byte[640], 0, 640));
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
        Call call = call(request -> first(request, Verb.LAST, 3).data(new byte[2000], 0, 2000));
        call.answered = true;
        StringBuilder frames = new StringBuilder();
        boolean last = false;
        while (!last) {
            last = window.admit(call);
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
        assertThat(reply(3, 4)).isSameAs(call);
    }

    @Test
    void keysAreWipedWhenTheReplyIsHere() throws ReflectiveOperationException {
        Call call = answered(request -> request.start(Verb.IMPORT).bytes(new byte[] {11, 22, 33, 44}));
        written();
        assertThat(bytes(call.request, "head")).contains(33);
        assertThat(bytes(firstSlot(), "packet")).contains(33);
        reply(0, 1);
        call.wipe();
        assertThat(bytes(call.request, "head")).containsOnly(0);
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
