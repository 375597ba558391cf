package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.duehsm.link.Contexts.Ticket;
import org.junit.jupiter.api.Test;

class ContextsTest {

    private static final int TOTAL = 2;

    private final Contexts contexts = new Contexts(TOTAL);

    private Ticket queue() {
        Ticket ticket = new Ticket();
        contexts.queue(ticket);
        return ticket;
    }

    /** The context of a stream that is served at once. */
    private Context lend() {
        Ticket ticket = queue();
        assertThat(contexts.serve()).isSameAs(ticket);
        return ticket.context;
    }

    private static Exchange request() {
        return new Exchange().startWhole(Verb.MAC | Verb.FIRST | Verb.LAST);
    }

    @Test
    void firstComeFirstServed() {
        Context only = lend();
        Ticket first = queue();
        Ticket second = queue();
        assertThat(contexts.serve()).isNull();

        contexts.end(only, true);
        assertThat(contexts.serve()).isSameAs(first);
        assertThat(contexts.serve()).isNull();
        contexts.end(first.context, true);
        assertThat(contexts.serve()).isSameAs(second);
        assertThat(second.context.number()).isEqualTo(only.number());
    }

    @Test
    void aLoanEndsOnce() {
        Context only = lend();
        contexts.end(only, true);
        contexts.end(only, true);
        contexts.end(only, false);
        assertThat(contexts.hasAbandoned()).isFalse();
        assertThat(lend()).isNotSameAs(only);
        queue();
        assertThat(contexts.serve()).isNull();
    }

    @Test
    void anAbandonedOneIsFreeWhenTheDeviceHasBeenTold() {
        Context only = lend();
        contexts.end(only, false);
        contexts.end(only, false);
        Ticket next = queue();
        assertThat(contexts.serve()).isNull();
        Context wiped = contexts.nextAbandoned();
        assertThat(wiped).isSameAs(only);
        assertThat(contexts.hasAbandoned()).isFalse();
        contexts.wiped(wiped);
        assertThat(contexts.serve()).isSameAs(next);
    }

    /** What is in the queue would reach the next stream. */
    @Test
    void oneThatEndsIsNotLentBeforeItsRequestsHaveLeftTheQueue() {
        Context only = lend();
        Exchange late = new Exchange().start(Verb.MAC, only);
        assertThat(contexts.hold(late)).isTrue();
        contexts.end(only, true);
        queue();
        assertThat(contexts.serve()).isNull();
        assertThat(contexts.hasAbandoned()).isFalse();
        assertThat(late.hasFailed()).isTrue();
        assertThat(contexts.hold(new Exchange().start(Verb.MAC, only))).isFalse();

        contexts.letGo(late);
        assertThat(contexts.nextAbandoned()).isSameAs(only);
    }

    /** A copy that comes late would replace the next stream. */
    @Test
    void soIsOneThatIsCopiedTo() {
        Contexts three = new Contexts(3);
        List<Context> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Ticket ticket = new Ticket();
            three.queue(ticket);
            three.serve();
            both.add(ticket.context);
        }
        Exchange copy = new Exchange().startCopy(both.get(0), both.get(1));
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
        Ticket stream = queue();
        assertThat(contexts.serve()).isNull();

        Exchange first = request();
        Exchange second = request();
        contexts.queue(first);
        contexts.queue(second);
        assertThat(contexts.serve()).isSameAs(first);
        assertThat(contexts.serve()).isNull();
        contexts.takeBack(first);
        assertThat(contexts.serve()).isSameAs(second);
        assertThat(stream.context).isNull();
    }

    @Test
    void requestsLeaveTheOthersToStreams() {
        Exchange first = request();
        Exchange second = request();
        contexts.queue(first);
        contexts.queue(second);
        contexts.serve();
        contexts.serve();
        Exchange third = request();
        contexts.queue(third);
        Ticket stream = queue();
        assertThat(contexts.serve()).isNull();

        contexts.takeBack(first);
        assertThat(contexts.serve()).isSameAs(stream);
        contexts.takeBack(second);
        assertThat(contexts.serve()).isSameAs(third);
    }

    @Test
    void anEighthIsKept() {
        assertThat(new Contexts(64).streamLimit()).isEqualTo(56);
        assertThat(contexts.streamLimit()).isEqualTo(TOTAL - 1);
        assertThat(new Contexts(1).streamLimit()).isZero();
    }
}
