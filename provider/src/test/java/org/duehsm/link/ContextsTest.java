package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.duehsm.link.Contexts.Ticket;
import org.junit.jupiter.api.Test;

class ContextsTest {

    private final Contexts contexts = new Contexts(1);

    @Test
    void firstComeFirstServed() {
        Context only = contexts.take();
        Ticket first = contexts.queue();
        Ticket second = contexts.queue();
        assertThat(first.context).isNull();

        assertThat(contexts.release(only)).isSameAs(first);
        assertThat(first.context).isSameAs(only);
        assertThat(contexts.release(only)).isSameAs(second);
        assertThat(contexts.release(only)).isNull();
        assertThat(contexts.take()).isSameAs(only);
    }

    /** It may have become free between the look for one and the place in the queue; nobody else would tell. */
    @Test
    void whoQueuesWhileOneIsFreeHasIt() {
        Context only = contexts.take();
        assertThat(contexts.take()).isNull();
        contexts.release(only);

        Ticket late = contexts.queue();
        assertThat(late.ready).isTrue();
        assertThat(late.context).isSameAs(only);
        assertThat(contexts.hasQueue()).isFalse();
    }

    @Test
    void anAbandonedOneIsFreeWhenTheDeviceHasBeenTold() {
        Context only = contexts.take();
        contexts.abandon(only);
        assertThat(contexts.take()).isNull();
        assertThat(contexts.nextAbandoned()).isSameAs(only);
        contexts.release(only);
        assertThat(contexts.take()).isSameAs(only);
    }
}
