package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.port.Port;
import org.duehsm.port.PortName;
import org.duehsm.port.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device inside the JVM that is misused, interrupted, closed under a writer, or whose file is none. */
@Timeout(60)
class JvmDueFaultsTest {

    private static final byte[] KEY = "a key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HELLO = HexFormat.of().parseHex("0002010101010101010f1112131415161718010105a76ea500");

    @TempDir
    Path folder;

    private static DueHsmClient client(String port) {
        return DueHsmClient.shared(new ClientConfig(port, 250_000, Duration.ofSeconds(3)));
    }

    private static Port open(String name) throws IOException {
        return Ports.open(PortName.parse(name), 3_000);
    }

    @Test
    void anInterruptLosesNeitherTheWriteNorTheFile() throws Exception {
        Path file = folder.resolve("flash");
        for (int i = 0; i < 2; i++) {
            try (JvmDue due = JvmDue.onFile(file)) {
                DueHsmClient client = client(due.port());
                Thread.currentThread().interrupt();
                client.importKey("a" + i, Algorithm.HMAC_SHA1, KEY, false);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                assertThat(client.info().keys()).isEqualTo(i + 1);
                assertThatThrownBy(() -> JvmDue.onFile(file)).hasMessageContaining("another virtual Due");
                client.close();
            }
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptedReaderGetsItsBytesAndKeepsTheInterrupt() throws Exception {
        try (JvmDue due = JvmDue.inMemory();
                Port port = open(due.port())) {
            Thread.currentThread().interrupt();
            assertThat(port.read(new byte[1])).isZero();
            port.write(HELLO, 0, HELLO.length);
            assertThat(port.read(new byte[100])).isPositive();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** It resets the device at the worst, which the client sees to. */
    @Test
    void anInterruptThatComesWhileItWorksCostsNoMac() throws Exception {
        byte[] message = new byte[10_000];
        Thread signer = Thread.currentThread();
        AtomicInteger turn = new AtomicInteger();
        Thread interrupter = new Thread(() -> {
            for (int seen = 0; turn.get() >= 0; ) {
                int now = turn.get();
                if (now > seen) { // once a turn, at any moment of it
                    seen = now;
                    signer.interrupt();
                }
            }
        });
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient client = client(due.port());
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            byte[] expected = client.mac(Algorithm.HMAC_SHA1, "a", message, 0, message.length);
            interrupter.start();
            for (int i = 0; i < 20; i++) {
                turn.incrementAndGet();
                assertThat(client.mac(Algorithm.HMAC_SHA1, "a", message, 0, message.length))
                        .isEqualTo(expected);
                Thread.interrupted();
            }
            assertThat(due.isOn()).isTrue();
            client.close();
        } finally {
            turn.set(-1);
            while (interrupter.isAlive()) {
                Thread.onSpinWait(); // its last interrupt would end a join
            }
            Thread.interrupted();
        }
    }

    @Test
    void closingTwiceTakesNothingFromTheNextDevice() throws Exception {
        Path file = folder.resolve("flash");
        JvmDue first = JvmDue.onFile(file);
        first.close();
        try (JvmDue second = JvmDue.onFile(file)) {
            first.close();
            assertThatThrownBy(() -> JvmDue.onFile(file)).hasMessageContaining("another virtual Due");
            second.reset();
        }
        Port port = open("jvm:" + file);
        port.close();
        try (Port next = open("jvm:" + file)) {
            port.close();
            assertThatThrownBy(() -> open("jvm:" + file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another virtual Due");
            next.write(HELLO, 0, HELLO.length);
        }
    }

    @Test
    void aDeviceThatWasClosedStaysOff() {
        JvmDue due = JvmDue.inMemory();
        due.close();
        assertThatThrownBy(due::powerOn)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(due.port() + ": the device was closed");
        due.reset();
        assertThat(due.isOn()).isFalse();
    }

    @Test
    void aResetButtonDoesNotTurnThePowerOn() throws IOException {
        try (JvmDue due = JvmDue.inMemory()) {
            due.cutPower();
            due.reset();
            assertThat(due.isOn()).isFalse();
            assertThatThrownBy(() -> open(due.port())).hasMessage(due.port() + ": the device is off");
            due.powerOn();
            open(due.port()).close();
        }
    }

    @Test
    void negativeCountsAreRefusedAndChangeNothing() throws Exception {
        try (JvmDue due = JvmDue.inMemory()) {
            assertThatThrownBy(() -> due.cutPowerAfter(-1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not after -1 and 0");
            assertThatThrownBy(() -> due.cutPowerAfter(0, -5)).isInstanceOf(IllegalArgumentException.class);
            DueHsmClient client = client(due.port());
            client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
            assertThat(due.isOn()).isTrue();
            client.close();
        }
    }

    /** Its port is the one spelling of its name, or another device would be asked for its file. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theFilesPathMayHaveAnySpelling() throws Exception {
        try (JvmDue due = JvmDue.onFile(folder.resolve(".").resolve("flash"))) {
            open(due.port()).close();
            open("jvm:" + folder + "/./././flash").close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-folder/flash, there is no such folder",
        "short/flash, Not a directory",
        "a-folder, no flash file",
        "short, it has 5 bytes instead of 16777216",
        "'\0', no name of a file",
    })
    void aFileThatCannotBeOneIsSaidToBe(String name, String reason) throws IOException {
        Files.createDirectory(folder.resolve("a-folder"));
        Files.write(folder.resolve("short"), KEY);
        assertThatThrownBy(() -> open("jvm:" + folder + "/" + name))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder + "/" + name)
                .hasMessageContaining(reason);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFullDiskIsTheLossOfTheDevice() throws Exception {
        Path file = folder.resolve("flash");
        JvmDue.onFile(file).close();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // To the limit of a file's size the system answers as to a disk that is full.
        Process program = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 0; exec \"$@\"",
                        "sh",
                        java,
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            program.getOutputStream().close();
            assertThat(program.inputReader().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains(file + " cannot be written: ", "File too large"),
                            line -> assertThat(line).isEqualTo("on: false"),
                            line -> assertThat(line).isEqualTo("keys: 0"));
            assertThat(program.waitFor()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }

    /** A program that can write to no file. */
    static final class FullDisk {

        private FullDisk() {}

        public static void main(String[] arguments) throws IOException {
            try (JvmDue due = JvmDue.onFile(Path.of(arguments[0]))) {
                DueHsmClient client =
                        DueHsmClient.shared(new ClientConfig(due.port(), 250_000, Duration.ofMillis(200)));
                try {
                    client.importKey("a", Algorithm.HMAC_SHA1, KEY, false);
                } catch (RuntimeException e) {
                    System.out.println(e.getMessage());
                }
                System.out.println("on: " + due.isOn());
                due.powerOn();
                System.out.println("keys: " + client.info().keys());
            }
        }
    }

    /** Each class loader has devices of its own; a file still has one device. */
    @Test
    void twoClassLoadersDoNotShareADevice() throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            jars.add(Path.of(jar).toUri().toURL());
        }
        Path file = folder.resolve("flash");
        try (URLClassLoader loader =
                        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                Port ours = open("jvm:");
                AutoCloseable theirs = openBy(loader, "jvm:")) {
            assertThat(theirs.getClass().getName()).isEqualTo(ours.getClass().getName());
            assertThat(theirs.getClass()).isNotEqualTo(ours.getClass());
            try (JvmDue due = JvmDue.onFile(file)) {
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(() -> openBy(loader, due.port()))
                            .isInstanceOf(InvocationTargetException.class)
                            .cause()
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("another virtual Due");
                }
            }
            openBy(loader, "jvm:" + file).close();
        }
    }

    /** As of a class path without what the firmware depends on. */
    @Test
    void aFirmwareThatCannotBeLoadedIsSaidToBe() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(places(Ports.class, JvmDue.class), ClassLoader.getPlatformClassLoader())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> openBy(loader, "jvm:"))
                        .cause()
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("jvm:: org.duehsm:due-hsm-firmware cannot be loaded");
            }
        }
    }

    /** As of an application that brings the provider, in a server that has it, too, with the firmware. */
    @Test
    void aFirmwareForAnotherProviderIsSaidToBe() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(places(Ports.class), getClass().getClassLoader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                        boolean provider = name.startsWith("org.duehsm.port.") && findLoadedClass(name) == null;
                        return provider ? findClass(name) : super.loadClass(name, resolve);
                    }
                }) {
            assertThatThrownBy(() -> openBy(loader, "jvm:"))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be loaded")
                    .hasMessageContaining("beside the provider");
        }
    }

    private static URL[] places(Class<?>... types) {
        return Stream.of(types)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
    }

    private static AutoCloseable openBy(ClassLoader loader, String name) throws Exception {
        Class<?> type = loader.loadClass(PortName.class.getName());
        Object parsed = type.getMethod("parse", String.class).invoke(null, name);
        return (AutoCloseable) loader.loadClass(Ports.class.getName())
                .getMethod("open", type, int.class)
                .invoke(null, parsed, 3_000);
    }

    @Test
    void closingOrCuttingEndsThoseWhoWriteAndRead() throws Exception {
        int writers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try (JvmDue due = JvmDue.inMemory()) {
            for (int round = 0; round < 20; round++) {
                due.powerOn();
                Port port = open(due.port());
                Phaser started = new Phaser(writers + 1);
                List<Future<Void>> ended = new ArrayList<>();
                for (int i = 0; i < writers; i++) {
                    boolean reads = i % 2 == 0;
                    ended.add(threads.submit((Callable<Void>) () -> {
                        started.arrive();
                        while (true) {
                            port.write(HELLO, 0, HELLO.length);
                            if (reads) {
                                port.read(new byte[1000]);
                            }
                        }
                    }));
                }
                started.arriveAndAwaitAdvance();
                due.reset();
                due.exchange(HELLO);
                if (round % 2 == 0) {
                    port.close();
                } else {
                    due.cutPower();
                }
                for (Future<Void> writer : ended) {
                    assertThatThrownBy(writer::get)
                            .isInstanceOf(ExecutionException.class)
                            .cause()
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining(round % 2 == 0 ? "the port is closed" : "the power was cut");
                }
                port.close();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
