package org.duehsm.cli.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.Terminal;
import picocli.CommandLine.Option;

/** Where the bytes of a key come from: never from an argument, which other users of the machine can see. */
final class KeySource {

    private static final int LIMIT = 8 << 10; // of what is read: 1024 bytes in hexadecimal, with room for blanks

    @Option(names = "--file", paramLabel = "FILE", description = "Read the key from this file.")
    private Path file;

    @Option(names = "--stdin", description = "Read the key from standard input.")
    private boolean stdin;

    /** What was given, still as written; the caller wipes it. */
    byte[] read(Terminal terminal) throws IOException {
        if (file != null) {
            try (InputStream in = Files.newInputStream(file)) {
                return read(in, file.toString());
            }
        }
        return stdin ? read(terminal.in(), "standard input") : prompt(terminal);
    }

    private static byte[] read(InputStream in, String name) throws IOException {
        byte[] buffer = new byte[LIMIT + 1];
        try {
            int size = in.readNBytes(buffer, 0, buffer.length);
            if (size > LIMIT) {
                throw new CliException(
                        ExitCode.USAGE, name + " holds more than " + LIMIT + " bytes; a key has 1 to 1024");
            }
            return Arrays.copyOf(buffer, size);
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
    }

    private static byte[] prompt(Terminal terminal) {
        terminal.requirePerson("give the key by --file or --stdin");
        char[] first = terminal.askSecret("Key (not shown): ");
        char[] again = terminal.askSecret("Once more: ");
        try {
            if (!Arrays.equals(first, again)) {
                throw new CliException(ExitCode.REFUSED, "the two entries differ; nothing was changed");
            }
            ByteBuffer encoded = encode(first);
            byte[] key = new byte[encoded.remaining()];
            encoded.get(key);
            Arrays.fill(encoded.array(), (byte) 0);
            return key;
        } finally {
            Arrays.fill(first, '\0');
            Arrays.fill(again, '\0');
        }
    }

    /* What the terminal's encoding does not know arrives as U+FFFD, and would be a part of the key. */
    private static ByteBuffer encode(char[] typed) {
        boolean unknown = CharBuffer.wrap(typed).chars().anyMatch(c -> c == '\uFFFD');
        try {
            if (!unknown) {
                return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(typed));
            }
        } catch (CharacterCodingException halfACharacter) { // said below
        }
        throw new CliException(
                ExitCode.USAGE,
                "the key has a character that the encoding of this terminal does not know;"
                        + " set LC_ALL=C.UTF-8, or read the key by --file");
    }
}
