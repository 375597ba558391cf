package org.duehsm.port;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The password that is the only line of a file. What an error says is for the name of the file in front of it. */
final class PasswordFile {

    private static final int MAX = 1024;
    private static final int OTHERS_READ = 0004; // as in inode(7)

    private PasswordFile() {}

    /**
     * Reads it, by a stream: an interrupt would close a channel.
     *
     * @return at most 1023 bytes of UTF-8, decoded; to be wiped
     * @throws IOException if the file cannot be read, has more than a line, or everybody can read it
     */
    static char[] read(Path file) throws IOException {
        if (canBeReadByEverybody(file)) {
            throw new IOException("everybody on this machine can read this password; chmod o= " + file);
        }
        byte[] bytes = new byte[MAX];
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            int size = in.readNBytes(bytes, 0, MAX);
            if (size == MAX) {
                throw new IOException("it is too long for a password, of which it is to have one line");
            }
            return decode(ByteBuffer.wrap(bytes, 0, endOfLine(bytes, size)));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static int endOfLine(byte[] bytes, int size) throws IOException {
        int end = 0;
        while (end < size && bytes[end] != '\n') {
            end++;
        }
        if (end < size - 1) {
            throw new IOException("it has more than one line, and the password is to be its only one");
        }
        return end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private static char[] decode(ByteBuffer line) throws IOException {
        CharBuffer text = CharBuffer.allocate(line.remaining());
        try {
            if (StandardCharsets.UTF_8.newDecoder().decode(line, text, true).isError()) {
                throw new CharacterCodingException();
            }
            return Arrays.copyOf(text.array(), text.position());
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        } finally {
            Arrays.fill(text.array(), '\0');
        }
    }

    private static boolean canBeReadByEverybody(Path file) throws IOException {
        try {
            return ((int) Files.getAttribute(file, "unix:mode") & OTHERS_READ) != 0;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false; // this system has no such modes
        }
    }
}
