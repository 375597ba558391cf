package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A device that goes away, and comes back at the same port with the same flash. On the virtual Due: a port that
 * breaks as ports do.
 */
@Timeout(60)
class DeviceLossTest {

    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] LONG = new byte[200_000];
    private static final int SECONDS_TO_FAIL = 5; // the requirement's own bound; what is waited for is the exception

    @TempDir
    Path directory;

    private String port;

    enum Line {
        SERIAL,
        TCP
    }

    @ParameterizedTest
    @EnumSource
    void anOpenStreamFailsAndANewMacWorksOnceTheDeviceIsBack(Line line) throws Exception {
        Mac stream;
        Mac whole;
        Provider provider;
        try (VirtualDue due = start(line)) {
            provider = Due.provider(port);
            Due.importKey(provider, "a", KEY);
            stream = Due.mac(provider, "a");
            stream.update(LONG);
            whole = Due.mac(provider, "a");
            whole.update(KEY);
            due.cutPower();
            due.waitFor();

            assertFailsInTime(stream);
            assertThatThrownBy(() -> Due.importKey(Due.provider(port), "b", KEY))
                    .isInstanceOf(KeyStoreException.class)
                    .hasMessageContaining(port);
        }
        try (VirtualDue due = start(line)) {
            assertThat(due.isRunning()).isTrue();
            assertThatThrownBy(() -> stream.update(LONG)).hasMessageContaining(port);
            stream.reset();
            assertThat(stream.doFinal(LONG)).isEqualTo(Due.software(KEY).doFinal(LONG));
            assertThat(whole.doFinal()).isEqualTo(Due.software(KEY).doFinal(KEY));
            assertThat(Due.keyStore(provider).size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateUnderWayFailsToo(Line line) throws Exception {
        Provider provider;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (VirtualDue due = start(line)) {
            provider = Due.provider(port);
            Due.importKey(provider, "a", KEY);
            Mac endless = Due.mac(provider, "a");
            CountDownLatch flowing = new CountDownLatch(3);
            Future<Throwable> failure = thread.submit(() -> catchThrowable(() -> {
                while (true) {
                    endless.update(LONG);
                    flowing.countDown();
                }
            }));
            flowing.await();
            due.cutPower();

            assertThat(failure.get(SECONDS_TO_FAIL, TimeUnit.SECONDS))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContainingAll("key \"a\": ", port, "the MAC in progress is lost, compute it again");
        } finally {
            thread.shutdownNow();
        }
        try (VirtualDue due = start(line)) {
            assertThat(due.isRunning()).isTrue();
            assertThat(Due.mac(provider, "a").doFinal(LONG))
                    .isEqualTo(Due.software(KEY).doFinal(LONG));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyNoticedCostsNothing(Line line) throws Exception {
        Provider provider;
        try (VirtualDue due = start(line)) {
            assertThat(due.isRunning()).isTrue();
            provider = Due.provider(port);
            Due.importKey(provider, "a", KEY);
        }
        try (VirtualDue due = start(line)) {
            assertThat(due.isRunning()).isTrue();
            Mac stream = Due.mac(provider, "a");
            for (byte b : LONG) {
                stream.update(b);
            }
            assertThat(stream.doFinal()).isEqualTo(Due.software(KEY).doFinal(LONG));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsNeverResumedOnADeviceThatHasRestarted(Line line) throws Exception {
        Mac stream;
        try (VirtualDue due = start(line)) {
            assertThat(due.isRunning()).isTrue();
            Provider provider = Due.provider(port);
            Due.importKey(provider, "a", KEY);
            stream = Due.mac(provider, "a");
            stream.update(LONG);
        }
        try (VirtualDue due = start(line)) {
            assertThat(due.isRunning()).isTrue();
            assertThatThrownBy(stream::doFinal)
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining(port);
        }
    }

    private void assertFailsInTime(Mac stream) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> {
                    stream.update(LONG);
                    stream.doFinal();
                })
                .isInstanceOf(ProviderException.class)
                .hasMessageContainingAll("key \"a\": ", port);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(SECONDS_TO_FAIL);
    }

    /** Starts the device, at the port that it had before. */
    private VirtualDue start(Line line) throws IOException {
        VirtualDue.Builder builder = VirtualDue.builder().flash(directory.resolve("flash.bin"));
        if (line == Line.SERIAL) {
            builder.link(directory.resolve("due"));
        } else {
            builder.tcpPort(port == null ? 0 : URI.create(port).getPort());
        }
        VirtualDue due = builder.start();
        port = due.port();
        return due;
    }
}
