package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is passed on for another is followed to its end, silent or not. Both ends, in one thread. */
class FollowedCallTest extends DeviceSessionHost {

    private static final long TIMEOUT = 3_000_000_000L;

    private final Session host = new Session("port", terms(WINDOW), TIMEOUT, 1_000_000);
    private final byte[] wire = new byte[host.outputMax()];
    private long now;

    FollowedCallTest() {
        open();
    }

    private Call add(int code, boolean always) {
        Call call = new Call();
        call.request().start(code, 5);
        call.follow(always);
        host.add(call);
        return call;
    }

    /** Sends what the host has, and gives it what the device answers; returns what is done. */
    private List<Waiter> exchange() {
        toDevice();
        return toHost();
    }

    private void toDevice() {
        int size = host.output(wire, now++);
        host.written(now++);
        assertThat(session.input(wire, 0, size)).isEqualTo(size);
    }

    private List<Waiter> toHost() {
        byte[] answers = output();
        host.input(answers, answers.length, now++);
        List<Waiter> done = new ArrayList<>();
        for (Waiter waiter = host.done(); waiter != null; waiter = host.done()) {
            done.add(waiter);
        }
        return done;
    }

    @Test
    void aSilentOneIsReadyWhenTheDeviceIsDoneWithIt() {
        Call call = add(SILENT, false);
        assertThat(exchange()).isEmpty();
        requests.last().finish();
        assertThat(toHost()).containsExactly(call);
        assertThat(call.isReplied()).isFalse();
    }

    @Test
    void aSilentOneThatIsRefusedHasAReply() {
        Call refused = add(SILENT, false);
        Call next = add(SILENT, false);
        toDevice();
        requests.all.get(0).answer(2);
        requests.all.get(1).finish();
        assertThat(toHost()).containsExactlyInAnyOrder(refused, next);
        assertThat(refused.isReplied()).isTrue();
        assertThat(refused.reply().status()).isEqualTo(2);
        assertThat(next.isReplied()).isFalse();
    }

    @Test
    void anAnsweredOneWaitsForItsReply() {
        Call silent = add(SILENT, false);
        Call call = add(ANSWERED, true);
        toDevice();
        requests.all.get(0).finish();
        requests.all.get(1).answer(0, (byte) 7);
        assertThat(toHost()).containsExactlyInAnyOrder(silent, call);
        assertThat(call.isReplied()).isTrue();
        assertThat(call.reply().rest()).containsExactly(7);
    }

    /** Each is told of once, also if the device says it again. */
    @Test
    void whatIsRepeatedIsReadyOnce() {
        add(SILENT, false);
        toDevice();
        requests.last().answer(3);
        byte[] answer = output();
        host.input(answer, answer.length, now++);
        assertThat(host.done()).isNotNull();
        host.input(answer, answer.length, now++);
        assertThat(host.done()).isNull();
        Call used = add(SILENT, false);
        toDevice();
        requests.last().finish();
        assertThat(toHost()).containsExactly(used);
    }
}
