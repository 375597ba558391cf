package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.Provider;
import java.security.ProviderException;
import java.util.HexFormat;
import java.util.Random;
import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each way in which no device answers has one message, which names the port and what to do. On the virtual Due: its
 * terminal is a serial port of the system.
 */
@Timeout(60)
class UnreachableDeviceTest {

    private static final byte[] KEY = new byte[20];
    private static final Random RANDOM = new Random(1);

    /** At an address of its own: its free port may be one that another test of this JVM has used, with other settings. */
    private static final String ADDRESS = "127.0.0.2";

    @TempDir
    Path directory;

    @Test
    void noSuchPort() throws Exception {
        assertFails("/dev/duehsm-nowhere", "no such port", "is the device connected?");
    }

    @Test
    void noBoardOnUsb() throws Exception {
        assertThatThrownBy(() -> Due.mac(Due.provider("auto"), "a").doFinal())
                .isInstanceOf(ProviderException.class)
                .hasMessageContainingAll("no Arduino Due found", "connect one, or set port");
    }

    @Test
    void aFileIsNoSerialPort() throws Exception {
        assertFails(Files.createFile(directory.resolve("file")).toString(), "no serial port");
    }

    @Test
    void nobodyListens() throws Exception {
        ServerSocket server = listen();
        server.close();
        assertFails(address(server), "cannot connect", "is the device's program running there?");
    }

    /** A program that only writes fills the line both ways: the device waits for a reader, and takes nothing more. */
    @Test
    @Timeout(
            value = 20,
            threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a write that nobody takes hears no interrupt
    void whatAnEarlierProgramLeftOnTheLineIsNoObstacle() throws Exception {
        // The frame `hello` of PROTOCOL.md section 9.
        byte[] hello = HexFormat.of().parseHex("0002010101010101010f1112131415161718010105a76ea500");
        Path hellos = Files.write(directory.resolve("hellos"), new byte[0]);
        for (int i = 0; i < 4000; i++) {
            Files.write(hellos, hello, StandardOpenOption.APPEND);
        }
        try (VirtualDue due = VirtualDue.start()) {
            for (int full = 0; full < 20; ) {
                Process dd = new ProcessBuilder(
                                "dd", "if=" + hellos, "of=" + due.port(), "oflag=nonblock", "conv=notrunc")
                        .redirectErrorStream(true)
                        .start();
                full = dd.inputReader().lines().anyMatch("0+0 records out"::equals) ? full + 1 : 0;
                dd.waitFor();
            }
            Provider provider = Due.provider(due.port());
            Due.importKey(provider, "patient", KEY);
            assertThat(Due.mac(provider, "patient").doFinal(KEY))
                    .isEqualTo(Due.software(KEY).doFinal(KEY));
        }
    }

    @Test
    void connectedButSilentIsBusyOrNotOurs() throws Exception {
        try (ServerSocket server = listen()) {
            assertFails(address(server), "busy with another program", "is not a DueHSM", "set port");
        }
    }

    @Test
    void whatSpeaksAnotherLanguageIsNotOurs() throws Exception {
        try (ServerSocket server = listen()) {
            Thread greeter = new Thread(() -> greet(server));
            greeter.setDaemon(true);
            greeter.start();
            assertFails(address(server), "what answers is not a DueHSM", "upload the firmware, or set port");
        }
    }

    @Test
    void whatNeverStopsTalkingIsNotOurs() throws Exception {
        try (ServerSocket server = listen()) {
            Thread talker = new Thread(() -> talk(server));
            talker.setDaemon(true);
            talker.start();
            assertFails(address(server), "what answers is not a DueHSM");
        }
    }

    /** A modem or a sketch that sends back what it gets, at a serial port. */
    @Test
    void whatEchoesIsNotOurs() throws Exception {
        Path link = directory.resolve("echo");
        Process echo = new ProcessBuilder("socat", "PTY,link=" + link + ",raw,echo=0", "EXEC:cat,pipes").start();
        try {
            while (!Files.exists(link) && echo.isAlive()) {
                Thread.onSpinWait();
            }
            assertFails(link.toString(), "what answers is not a DueHSM");
        } finally {
            echo.destroy();
            echo.waitFor();
        }
    }

    /** The same device by two names: the one client of a port is known by its name. */
    @Test
    void aPortThatThisJvmHasUnderAnotherNameIsInUse() throws Exception {
        Path other = directory.resolve("other");
        try (VirtualDue due =
                VirtualDue.builder().link(directory.resolve("due")).start()) {
            Files.createSymbolicLink(other, directory.resolve("due"));
            assertThat(Due.keyStore(Due.provider(due.port())).size()).isZero();

            assertFails(other.toString(), "this very JVM", "another name");
        }
    }

    /** A port that another JVM has open. */
    @Test
    void aPortInUseIsSaidToBeAndByWhom() throws Exception {
        Path link = directory.resolve("due");
        try (VirtualDue due = VirtualDue.builder().link(link).start();
                Jvm other = Jvm.classPath().property("duehsm.port", due.port()).start(HoldPort.class)) {
            assertThat(other.prints(HoldPort.OPEN)).isTrue();

            assertFails(due.port(), "in use by another program", "process " + other.pid() + " (", "/bin/java)");
        }
    }

    private static void assertFails(String port, String... words) throws Exception {
        assertThatThrownBy(
                        () -> Due.mac(Due.provider(port, "timeout = 1000"), "a").doFinal())
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(port)
                .hasMessageContainingAll(words);
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(ADDRESS));
    }

    private static String address(ServerSocket server) {
        return "tcp://" + ADDRESS + ":" + server.getLocalPort();
    }

    private static void talk(ServerSocket server) {
        try (Socket client = server.accept();
                OutputStream out = client.getOutputStream()) {
            byte[] noise = new byte[1000];
            while (true) {
                RANDOM.nextBytes(noise);
                out.write(noise);
            }
        } catch (IOException theClientHasGone) {
            // as it should
        }
    }

    private static void greet(ServerSocket server) {
        byte[] greeting = "220 mail.example.org ESMTP\r\n\0".getBytes(StandardCharsets.US_ASCII);
        try (Socket client = server.accept();
                OutputStream out = client.getOutputStream()) {
            while (client.getInputStream().read() >= 0) {
                out.write(greeting);
            }
        } catch (IOException theClientHasGone) {
            // as it should
        }
    }
}
