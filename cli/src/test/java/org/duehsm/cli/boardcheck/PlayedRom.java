package org.duehsm.cli.boardcheck;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The boot ROM's monitor of a wiped chip, played on a TCP port, for no emulator has it. */
final class PlayedRom implements AutoCloseable {

    private static final int END_OF_FLASH = 0x100000;

    private final Map<Integer, Integer> memory = new ConcurrentHashMap<>();
    private final ServerSocket server;
    private volatile boolean refusing;

    PlayedRom() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    String port() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** What was written by the host, and what a test puts there; other flash is FF, other RAM 0. */
    Map<Integer, Integer> memory() {
        return memory;
    }

    /** Has it hang up when it is to read memory. */
    void refuse() {
        refusing = true;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket host = server.accept()) {
                host.setTcpNoDelay(true);
                // While a thread is in accept, Linux may give it one connection more after the close.
                if (!server.isClosed()) {
                    talk(host.getInputStream(), host.getOutputStream());
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /* Until the host closes the port. */
    private void talk(InputStream in, OutputStream out) throws IOException {
        StringBuilder command = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != '#') {
                command.append((char) c);
                continue;
            }
            if (refusing && command.charAt(0) == 'w') {
                return;
            }
            out.write(answer(command.toString()));
            command.setLength(0);
        }
    }

    private byte[] answer(String command) {
        if (command.equals("N")) {
            return "\n\r".getBytes(US_ASCII);
        }
        int address = Integer.parseUnsignedInt(command.substring(1, 9), 16);
        if (command.startsWith("W")) {
            memory.put(address, Integer.parseUnsignedInt(command.substring(10), 16));
            return new byte[0];
        }
        if (!command.matches("w[0-9A-F]{8},4")) {
            throw new IllegalArgumentException(command);
        }
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(memory.getOrDefault(address, address < END_OF_FLASH ? -1 : 0))
                .array();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
