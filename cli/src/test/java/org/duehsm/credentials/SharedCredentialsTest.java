package org.duehsm.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.duehsm.aws.TemporaryCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedCredentialsTest {

    private static final Duration MARGIN = Duration.ofMinutes(15);

    private final PlayedClock clock = new PlayedClock();
    private final PlayedSource source = new PlayedSource(clock);
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private SharedCredentials shared = new SharedCredentials(source, MARGIN, clock, log::add);

    @AfterEach
    void close() {
        shared.close();
    }

    private String get() {
        return shared.get().join().accessKeyId();
    }

    @Test
    void areRenewedInTime() {
        assertThat(get()).isEqualTo("ASIA1");
        clock.pass(Duration.ofMinutes(45).minusSeconds(1));
        assertThat(get()).isEqualTo("ASIA1");
        clock.pass(Duration.ofSeconds(1));
        assertThat(get()).isEqualTo("ASIA2");
        assertThat(log)
                .containsExactly(
                        "new credentials, good until 2026-11-30T05:00:00Z",
                        "new credentials, good until 2026-11-30T05:45:00Z");
    }

    @Test
    void areAskedForOnce() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        shared.close();
        shared = new SharedCredentials(
                () -> {
                    asked.countDown();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return source.get();
                },
                MARGIN,
                clock,
                log::add);
        List<CompletableFuture<TemporaryCredentials>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(shared.get());
        }
        assertThat(all).noneMatch(CompletableFuture::isDone);
        answer.countDown();
        assertThat(all).allSatisfy(each -> assertThat(each.join().accessKeyId()).isEqualTo("ASIA1"));
        assertThat(source.asked()).isEqualTo(1);
        assertThat(asked.getCount()).isZero();
    }

    @Test
    void areTheLastWhileThereAreNoNewOnes() {
        assertThat(get()).isEqualTo("ASIA1");
        source.setFailing(true);
        clock.pass(Duration.ofMinutes(58));
        assertThat(get()).isEqualTo("ASIA1");
        assertThat(log).last().isEqualTo("no new credentials: STS is \"away\"");
        clock.pass(Duration.ofMinutes(1));
        assertThatThrownBy(this::get).hasCauseInstanceOf(IOException.class).hasMessageContaining("away");
        source.setFailing(false);
        assertThat(get()).isEqualTo("ASIA4");
    }
}
