package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamPoolTest {

    private static final int TOTAL = 2;

    private final StreamPool pool = new StreamPool(TOTAL);

    private StreamWait queue() {
        StreamWait wait = new StreamWait();
        pool.queue(wait);
        return wait;
    }

    /** The context of a stream that is served at once. */
    private Stream lend() {
        StreamWait wait = queue();
        assertThat(pool.serve()).isSameAs(wait);
        return wait.stream;
    }

    private static Call request() {
        Call call = new Call();
        call.request().startWhole(Verb.MAC | Verb.FIRST | Verb.LAST);
        return call;
    }

    @Test
    void firstComeFirstServed() {
        Stream only = lend();
        StreamWait first = queue();
        StreamWait second = queue();
        assertThat(pool.serve()).isNull();

        pool.end(only, true);
        assertThat(pool.serve()).isSameAs(first);
        assertThat(pool.serve()).isNull();
        pool.end(first.stream, true);
        assertThat(pool.serve()).isSameAs(second);
        assertThat(second.stream.number()).isEqualTo(only.number());
    }

    @Test
    void aLoanEndsOnce() {
        Stream only = lend();
        pool.end(only, true);
        pool.end(only, true);
        pool.end(only, false);
        assertThat(pool.hasAbandoned()).isFalse();
        assertThat(lend()).isNotSameAs(only);
        queue();
        assertThat(pool.serve()).isNull();
    }

    @Test
    void anAbandonedOneIsFreeWhenTheDeviceHasBeenTold() {
        Stream only = lend();
        pool.end(only, false);
        pool.end(only, false);
        StreamWait next = queue();
        assertThat(pool.serve()).isNull();
        Stream wiped = pool.nextAbandoned();
        assertThat(wiped).isSameAs(only);
        assertThat(pool.hasAbandoned()).isFalse();
        pool.wiped(wiped);
        assertThat(pool.serve()).isSameAs(next);
    }

    /** What is in the queue would reach the next stream. */
    @Test
    void oneThatEndsIsNotLentBeforeItsRequestsHaveLeftTheQueue() {
        Stream only = lend();
        Request late = new Request().start(Verb.MAC, only);
        assertThat(pool.hold(late)).isTrue();
        pool.end(only, true);
        queue();
        assertThat(pool.serve()).isNull();
        assertThat(pool.hasAbandoned()).isFalse();
        assertThat(late.hasFailed()).isTrue();
        assertThat(pool.hold(new Request().start(Verb.MAC, only))).isFalse();

        pool.letGo(late);
        assertThat(pool.nextAbandoned()).isSameAs(only);
    }

    /** A copy that comes late would replace the next stream. */
    @Test
    void soIsOneThatIsCopiedTo() {
        StreamPool three = new StreamPool(3);
        List<Stream> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            StreamWait wait = new StreamWait();
            three.queue(wait);
            three.serve();
            both.add(wait.stream);
        }
        Request copy = new Request().startCopy(both.get(0), both.get(1));
        assertThat(three.hold(copy)).isTrue();
        three.end(both.get(1), false);
        assertThat(three.hasAbandoned()).isFalse();
        assertThat(copy.hasFailed()).isTrue();
        three.letGo(copy);
        assertThat(three.nextAbandoned()).isSameAs(both.get(1));
    }

    @Test
    void streamsNeverHaveTheLast() {
        lend();
        StreamWait stream = queue();
        assertThat(pool.serve()).isNull();

        Call first = request();
        Call second = request();
        pool.queue(first);
        pool.queue(second);
        assertThat(pool.serve()).isSameAs(first);
        assertThat(pool.serve()).isNull();
        pool.takeBack(first.request.stream);
        assertThat(pool.serve()).isSameAs(second);
        assertThat(stream.stream).isNull();
    }

    @Test
    void requestsLeaveTheOthersToStreams() {
        Call first = request();
        Call second = request();
        pool.queue(first);
        pool.queue(second);
        pool.serve();
        pool.serve();
        Call third = request();
        pool.queue(third);
        StreamWait stream = queue();
        assertThat(pool.serve()).isNull();

        pool.takeBack(first.request.stream);
        assertThat(pool.serve()).isSameAs(stream);
        pool.takeBack(second.request.stream);
        assertThat(pool.serve()).isSameAs(third);
    }

    @Test
    void anEighthIsKept() {
        assertThat(new StreamPool(64).limit()).isEqualTo(56);
        assertThat(pool.limit()).isEqualTo(TOTAL - 1);
        assertThat(new StreamPool(1).limit()).isZero();
    }
}
