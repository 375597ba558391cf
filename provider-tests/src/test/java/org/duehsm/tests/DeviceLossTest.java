package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that goes away, and comes back at the same path with the same flash. */
class DeviceLossTest {

    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] LONG = new byte[200_000];

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void anOpenStreamFailsAndANewMacWorksOnceTheDeviceIsBack() throws Exception {
        Mac stream;
        Mac whole;
        Provider provider;
        try (VirtualDue due = start()) {
            provider = Due.provider(due.port());
            Due.importKey(provider, "a", KEY);
            stream = Due.mac(provider, "a");
            stream.update(LONG);
            whole = Due.mac(provider, "a");
            whole.update(KEY);
            due.cutPower();
            due.waitFor();

            assertFailsWithin5Seconds(stream, due.port());
            assertThatThrownBy(() -> Due.importKey(Due.provider(due.port()), "b", KEY))
                    .isInstanceOf(KeyStoreException.class)
                    .hasMessageContaining(due.port());
        }
        try (VirtualDue due = start()) {
            assertThat(due.isRunning()).isTrue();
            assertThatThrownBy(() -> stream.update(LONG)).hasMessageContaining(due.port());
            stream.reset();
            assertThat(stream.doFinal(LONG)).isEqualTo(Due.software(KEY).doFinal(LONG));
            assertThat(whole.doFinal()).isEqualTo(Due.software(KEY).doFinal(KEY));
            assertThat(Due.keyStore(provider).size()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(60)
    void aStreamIsNeverResumedOnADeviceThatHasRestarted() throws Exception {
        Mac stream;
        try (VirtualDue due = start()) {
            Provider provider = Due.provider(due.port());
            Due.importKey(provider, "a", KEY);
            stream = Due.mac(provider, "a");
            stream.update(LONG);
        }
        try (VirtualDue due = start()) {
            assertThatThrownBy(stream::doFinal)
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining(due.port());
        }
    }

    /** The requirement's own bound; what the test waits for is the exception. */
    private static void assertFailsWithin5Seconds(Mac stream, String port) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> {
                    stream.update(LONG);
                    stream.doFinal();
                })
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(port)
                .hasMessageContaining("a");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(5);
    }

    private VirtualDue start() throws Exception {
        return VirtualDue.builder()
                .flash(directory.resolve("flash.bin"))
                .link(directory.resolve("due"))
                .start();
    }
}
