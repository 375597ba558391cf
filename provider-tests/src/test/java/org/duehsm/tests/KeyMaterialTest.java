package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for a key in all of the emulator's memory, the guest's in it, and in its flash file. */
class KeyMaterialTest {

    private static final byte[] KEY = "a key to be recognised by 35 bytes!".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final int INNER = 0x36;
    private static final int OUTER = 0x5C;
    private static final long LARGEST_REGION = 256L << 20; // larger is the emulator's cache of translated code

    @TempDir
    Path folder;

    @Test
    void aKeyIsNowhereAndAfterDeletionItsMidstatesNeither() throws Exception {
        Path flash = folder.resolve("flash.bin");
        try (VirtualDue due = VirtualDue.builder().flash(flash).start()) {
            var provider = Due.provider(due.port());
            Due.importKey(provider, "planted", KEY);
            assertThat(Due.mac(provider, "planted").doFinal(MESSAGE))
                    .isEqualTo(Due.software(KEY).doFinal(MESSAGE));

            Path memory = emulator().resolve("mem");
            assumeTrue(Files.isReadable(memory), "this system does not let a process read its child's memory");
            byte[] stored = Midstates.of(KEY, INNER, ByteOrder.LITTLE_ENDIAN);
            assertThat(places(flash, List.of(stored)))
                    .as("the search itself: the midstate of a key that is there")
                    .isNotEmpty();
            assertThat(places(flash, traces(KEY)))
                    .as("the key, while it is there")
                    .isEmpty();

            Due.keyStore(provider).deleteEntry("planted");
            List<byte[]> midstates = new ArrayList<>(traces(KEY));
            for (int pad : new int[] {INNER, OUTER}) {
                midstates.add(Midstates.of(KEY, pad, ByteOrder.LITTLE_ENDIAN));
                midstates.add(Midstates.of(KEY, pad, ByteOrder.BIG_ENDIAN));
            }
            assertThat(places(flash, midstates))
                    .as("the key and its midstates, deleted")
                    .isEmpty();
        }
    }

    /* The key as it is, as it is padded, and so with the bytes of each word reversed. */
    private static List<byte[]> traces(byte[] key) {
        List<byte[]> traces = new ArrayList<>();
        for (int pad : new int[] {0, INNER, OUTER}) {
            byte[] padded = new byte[32];
            byte[] reversed = new byte[32];
            for (int i = 0; i < padded.length; i++) {
                padded[i] = (byte) (key[i] ^ pad);
                reversed[i ^ 3] = padded[i];
            }
            traces.add(Arrays.copyOf(padded, 16));
            traces.add(Arrays.copyOf(reversed, 16));
        }
        return traces;
    }

    private static Path emulator() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("qemu-system-arm"))
                .map(process -> Path.of("/proc", Long.toString(process.pid())))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> places(Path flash, List<byte[]> secrets) throws IOException {
        List<String> places = new ArrayList<>();
        search("flash file", Files.readAllBytes(flash), secrets, places);
        Path process = emulator();
        try (RandomAccessFile memory =
                new RandomAccessFile(process.resolve("mem").toFile(), "r")) {
            for (String line : Files.readAllLines(process.resolve("maps"))) {
                String[] fields = line.split("\\s+");
                String[] range = fields[0].split("-");
                long from = Long.parseUnsignedLong(range[0], 16);
                long size = Long.parseUnsignedLong(range[1], 16) - from;
                if (fields[1].startsWith("rw") && size <= LARGEST_REGION) {
                    search(line, read(memory, from, (int) size), secrets, places);
                }
            }
        }
        return places;
    }

    /* A page may have gone between the listing and the reading, or be a device's. */
    private static byte[] read(RandomAccessFile memory, long from, int size) {
        byte[] region = new byte[size];
        try {
            memory.seek(from);
            memory.readFully(region);
        } catch (IOException e) {
            return new byte[0];
        }
        return region;
    }

    private static void search(String place, byte[] in, List<byte[]> secrets, List<String> places) {
        for (byte[] secret : secrets) {
            for (int i = 0; i + secret.length <= in.length; i++) {
                if (in[i] == secret[0] && Arrays.equals(in, i, i + secret.length, secret, 0, secret.length)) {
                    places.add(place + " at " + Integer.toHexString(i));
                }
            }
        }
    }
}
