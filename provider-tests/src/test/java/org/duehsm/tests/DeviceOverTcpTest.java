package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The virtual Due as a machine without socat has it: behind {@code tcp://}, for one client at a time. */
@Timeout(60)
class DeviceOverTcpTest {

    private static final byte[] KEY = "a key".getBytes();
    private static final byte[] MESSAGE = new byte[200_000];
    private static final int MACS = 20;

    @TempDir
    static Path tools;

    private Jvm owner;
    private String port;

    @BeforeEach
    void startWithoutSocat() throws Exception {
        new Random(1).nextBytes(MESSAGE);
        owner = Jvm.classPath().environment("PATH", withoutSocat()).start(RunVirtualDue.class);
        port = owner.readLine();
        assertThat(port).startsWith("tcp://127.0.0.1:");
    }

    /* In order: its supervisor needs the programs of the folder to clean up. */
    @AfterEach
    void stop() throws Exception {
        owner.end();
    }

    @Test
    void computesMacs() throws Exception {
        Provider provider = Due.provider(port);
        Due.importKey(provider, "tcp", KEY);

        assertThat(Due.mac(provider, "tcp").doFinal(MESSAGE))
                .isEqualTo(Due.software(KEY).doFinal(MESSAGE));
    }

    @Test
    void servesOneClientAfterTheOther() throws Exception {
        Provider provider = Due.provider(port);
        Due.importKey(provider, "tcp", KEY);
        DueHsmClient.shared(ClientConfig.of(port)).close();
        try (Jvm other = Jvm.classPath().property("duehsm.port", port).start(HoldPort.class)) {
            assertThat(other.prints(HoldPort.OPEN)).isTrue();

            assertThatThrownBy(() -> Due.mac(provider, "tcp").doFinal(MESSAGE))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContainingAll(port, "busy with another program", "another class loader of this one");
            other.end();
        }
        assertThat(Due.mac(provider, "tcp").doFinal(MESSAGE))
                .isEqualTo(Due.software(KEY).doFinal(MESSAGE));
    }

    /** A virtual thread, if Java has them: there a socket would be closed, and with it everybody's session. */
    @Test
    void anInterruptedThreadEndsNobodysMac() throws Exception {
        Provider provider = Due.provider(port);
        Due.importKey(provider, "tcp", KEY);
        byte[] expected = Due.software(KEY).doFinal(MESSAGE);
        Mac bystander = Due.mac(provider, "tcp");
        bystander.update(MESSAGE);
        FutureTask<Boolean> macs = new FutureTask<>(() -> {
            Mac mac = Due.mac(provider, "tcp");
            boolean right = true;
            for (int i = 0; i < MACS; i++) {
                right &= Arrays.equals(mac.doFinal(MESSAGE), expected);
            }
            return right;
        });
        Thread thread = startVirtual(macs);
        while (!macs.isDone()) {
            thread.interrupt();
        }
        assertThat(macs.get()).isTrue();
        assertThat(bystander.doFinal()).isEqualTo(expected);
    }

    private static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 21) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        }
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    @Test
    void theEndOfTheDeviceEndsAMacUnderWay() throws Exception {
        Provider provider = Due.provider(port);
        Due.importKey(provider, "tcp", KEY);
        Mac mac = Due.mac(provider, "tcp");
        mac.update(MESSAGE);
        owner.end();

        assertThatThrownBy(() -> mac.doFinal(MESSAGE))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(port);
    }

    /** A folder for {@code PATH} with what a virtual Due needs but socat. */
    private static Path withoutSocat() throws IOException {
        Path folder = Files.createTempDirectory(tools, "path");
        for (String part : System.getenv("PATH").split(Pattern.quote(File.pathSeparator))) {
            for (String program : new String[] {"sh", "rm", "tail", "qemu-system-arm"}) {
                Path place = Path.of(part, program);
                Path link = folder.resolve(program);
                if (Files.isExecutable(place) && !Files.exists(link)) {
                    Files.createSymbolicLink(link, place);
                }
            }
        }
        return folder;
    }
}
