package org.duehsm.link;

import java.util.ArrayDeque;

/**
 * The requests on their way, by number: go-back-N (PROTOCOL.md section 3). A request is
 *
 * <pre>
 *   base &lt;= number &lt; sent   sent; done or not
 *   sent &lt;= number &lt; next   admitted, to be sent by whoever writes next
 * </pre>
 *
 * <p>Numbers count on here and are 16 bits wide on the line. Each place of the window has a buffer
 * that keeps its packet until it is done. With the lock of the session.
 */
final class Window {

    private final Slot[] slots;
    private final int epoch;
    private final int maxPayload;
    private final long receiveBytes;
    private final RetransmissionTimer timer;
    private final FrameEncoder encoder = new FrameEncoder();

    private long base;
    private long sent;
    private long next;
    private long bytesOnWay;
    private long transmissions;
    private int sinceAck;
    private int again;
    private long repeatedFrom = -1;

    /** Silent calls that are followed, and done. */
    private final ArrayDeque<Call> done = new ArrayDeque<>();

    Window(Welcome welcome, RetransmissionTimer timer) {
        this.slots = new Slot[welcome.window()];
        this.epoch = welcome.epoch();
        this.maxPayload = welcome.maxPayload();
        this.receiveBytes = welcome.receiveBytes();
        this.timer = timer;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
            slots[i].packet = new byte[Packet.PAYLOAD + welcome.maxPayload() + Packet.CHECK_SIZE];
        }
    }

    /** Whether the next packet of the call may be admitted now. */
    boolean hasRoom(Call call) {
        return hasRoom(call.request.nextSize(maxPayload));
    }

    /** Whether a packet of size bytes may be admitted now. */
    boolean hasRoom(int size) {
        return next - base < slots.length && (bytesOnWay == 0 || bytesOnWay + FrameEncoder.bound(size) < receiveBytes);
    }

    /** Admits the next packet of the call, for which there is room; returns whether it was its last. */
    boolean admit(Call call) {
        Slot slot = slot(next);
        slot.size = call.request.nextSize(maxPayload);
        boolean last = call.request.writeNext(slot.packet, maxPayload);
        slot.answered = last && call.answered;
        slot.waiting = last && (call.answered || call.followed) ? call : null;
        slot.stream = call.request.stream;
        number(slot);
        return last;
    }

    /** Admits the request that wipes a stream; there must be room. */
    void admitAbort(int stream) {
        Slot slot = slot(next);
        slot.packet[Packet.TYPE] = Packet.REQUEST;
        slot.packet[Packet.CODE] = Verb.ABORT;
        Packet.putU16(slot.packet, Packet.AUX, stream);
        slot.size = Packet.PAYLOAD;
        slot.answered = false;
        number(slot);
    }

    private void number(Slot slot) {
        Packet.putU16(slot.packet, Packet.EPOCH, epoch);
        Packet.putU16(slot.packet, Packet.SEQ, (int) next);
        slot.wireBound = FrameEncoder.bound(slot.size);
        slot.done = false;
        bytesOnWay += slot.wireBound;
        next++;
    }

    long bytesOnWay() {
        return bytesOnWay;
    }

    /** Whether a request was sent and is not done. */
    boolean isWaiting() {
        return base < sent;
    }

    /** Whether the device has enough to do for now, so that what comes meanwhile can go in one write. */
    boolean isBusy() {
        return sent - base >= half();
    }

    /** Whether something is to be written. */
    boolean hasWork() {
        return sent < next || again > 0;
    }

    /** Has every request that was sent and is not done sent again. */
    void repeat() {
        for (long i = base; i < sent; i++) {
            repeat(slot(i));
        }
    }

    private void repeat(Slot slot) {
        if (!slot.done && !slot.again) {
            slot.again = true;
            again++;
        }
    }

    /** Has the newest request that was sent and is not done sent again: what comes back tells what is missing. */
    void ask() {
        repeatedFrom = -1;
        Slot newest = newest();
        if (newest != null) {
            repeat(newest);
        }
    }

    /** The same, unless it was sent so late that what has come now can be no answer to it. */
    void askIfLost(long now) {
        Slot newest = newest();
        if (newest != null && !timer.isTooSoon(newest.time, now)) {
            ask();
        }
    }

    private Slot newest() {
        for (long i = sent - 1; i >= base; i--) {
            if (!slot(i).done) {
                return slot(i);
            }
        }
        return null;
    }

    /** Writes the frames to be sent to out, which has room for a window of them and a byte; returns their size. */
    int encode(byte[] out, long now) {
        int end = 0;
        long last = last();
        boolean repeats = again > 0;
        if (repeats) {
            // What is sent again may have been lost with the delimiter of what stands on the line.
            out[end++] = 0;
        }
        for (long i = repeats ? base : sent; i <= last; i++) {
            if (isToBeSent(i)) {
                end = encode(slot(i), i == last, repeats, out, end, now);
            }
        }
        sent = next;
        return end;
    }

    private boolean isToBeSent(long number) {
        return number >= sent || slot(number).again;
    }

    private int encode(Slot slot, boolean last, boolean repeats, byte[] out, int at, long now) {
        // At the end of a repetition also with a request that is answered: then a gap is told again, too.
        boolean ackNow = last && repeats || !slot.answered && (last || sinceAck + 1 >= half());
        sinceAck = slot.answered || ackNow ? 0 : sinceAck + 1;
        if (ackNow) {
            slot.packet[Packet.CODE] |= (byte) Verb.ACK_NOW;
        }
        if (slot.again) {
            slot.again = false;
            again--;
        }
        slot.sent(++transmissions, now);
        return encoder.encode(slot.packet, slot.size, out, at);
    }

    private long last() {
        long last = next - 1;
        while (last >= base && !isToBeSent(last)) {
            last--;
        }
        return last;
    }

    /** Half a window: the device is asked for an acknowledgement at least that often. */
    int half() {
        return Math.max(1, slots.length / 2);
    }

    /** A REPLY has come; returns the call that it completes, or null. */
    Call reply(byte[] packet, int end, long now) {
        long number = unwrap(Packet.u16(packet, Packet.SEQ));
        long expected = unwrap(Packet.u16(packet, Packet.AUX));
        Call completed = null;
        if (expected > sent) {
            return null;
        }
        if (number >= base && number < sent && !slot(number).done) {
            Slot slot = slot(number);
            int status = packet[Packet.CODE] & 0xFF;
            if (slot.waiting != null) {
                completed = slot.waiting;
                completed.reply.set(status, packet, end);
                completed.replied = true;
                slot.waiting = null;
            } else if (slot.stream != null) {
                slot.stream.setStatus(status);
            }
            if (slot.wasSentOnce()) {
                timer.sample(slot.time, now);
            }
            repeatLostBefore(number);
            finish(slot, now);
        }
        acknowledged(expected, now);
        return completed;
    }

    /** Whether the reply to this request is awaited, and it is one that no device refuses to who has logged in. */
    boolean awaitsForEveryLogin(int seq) {
        long number = unwrap(seq);
        return number >= base
                && number < sent
                && !slot(number).done
                && Verb.isForEveryLogin(slot(number).packet[Packet.CODE], slot(number).packet[Packet.PAYLOAD]);
    }

    /** An older reply should have come before this one, for replies keep the order of their requests: it was lost. */
    private void repeatLostBefore(long number) {
        for (long i = base; i < number; i++) {
            Slot older = slot(i);
            if (older.answered && older.lastSent < slot(number).firstSent) {
                repeat(older);
            }
        }
    }

    /** An ACK has come, with the number of the request that the device expects. */
    void ack(int expected16, boolean gap, long now) {
        long expected = unwrap(expected16);
        if (expected > sent) {
            return;
        }
        sample(expected - 1, now);
        acknowledged(expected, now);
        // Told once more of a gap, it may be by what was on the way before: only a question finds out.
        if (gap && expected != repeatedFrom) {
            repeatedFrom = expected;
            repeat();
        }
    }

    /** Times the round trip of a silent request that asked for the acknowledgement, and was sent once. */
    private void sample(long number, long now) {
        Slot slot = slot(Math.max(number, base));
        boolean asked = !slot.answered && (slot.packet[Packet.CODE] & Verb.ACK_NOW) != 0;
        if (number >= base && !slot.done && asked && slot.wasSentOnce()) {
            timer.sample(slot.time, now);
        }
    }

    private void acknowledged(long expected, long now) {
        for (long i = base; i < expected; i++) {
            if (!slot(i).answered) {
                finish(slot(i), now);
            }
        }
        while (base < sent && slot(base).done) {
            base++;
        }
    }

    private void finish(Slot slot, long now) {
        if (!slot.done) {
            slot.done = true;
            if (slot.waiting != null) {
                done.addLast(slot.waiting);
            }
            if (slot.again) {
                slot.again = false;
                again--;
            }
            bytesOnWay -= slot.wireBound;
            slot.clear();
            timer.progress(now);
        }
    }

    /** The next of the silent calls that are followed and have been done, or null. */
    Call done() {
        return done.pollFirst();
    }

    /** Wipes all. */
    void close() {
        for (long i = base; i < next; i++) {
            slot(i).clear();
        }
        base = next;
        sent = next;
        again = 0;
    }

    private long unwrap(int number) {
        return base + (short) (number - (int) base);
    }

    private Slot slot(long number) {
        return slots[(int) (number % slots.length)];
    }
}
