package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import org.duehsm.firmware.VirtualDue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for pieces of a key in the memory of the device and in its flash file. On the virtual Due, for its memory can be
 * read: it is a part of the emulator's.
 */
class KeyMaterialTest {

    private static final byte[] KEY = "a key to be recognised by 35 bytes!".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT_KEY = "and then another one".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final byte[] LONG_MESSAGE = new byte[200_000]; // more than the host keeps: a stream on the device
    private static final long LARGEST_REGION = 256L << 20; // larger is the emulator's cache of translated code
    private static final long HEAP_ALIGNMENT = 64L << 20; // where malloc of glibc puts the heaps of threads

    @TempDir
    Path folder;

    private Path flash;

    @Test
    void aKeyIsNowhereAndAfterDeletionItsMidstatesNeither() throws Exception {
        flash = folder.resolve("flash.bin");
        try (VirtualDue due = VirtualDue.builder().flash(flash).start()) {
            var provider = Due.provider(due.port());
            Due.importKey(provider, "planted", KEY);
            assertThat(Due.mac(provider, "planted").doFinal(MESSAGE))
                    .isEqualTo(Due.software(KEY).doFinal(MESSAGE));
            Mac unfinished = Due.mac(provider, "planted");
            unfinished.update(LONG_MESSAGE);

            assumeTrue(
                    Files.isReadable(emulator().resolve("mem")),
                    "this system does not let a process read its child's memory");
            byte[] inner = Midstates.of(KEY, Midstates.INNER, ByteOrder.BIG_ENDIAN);
            assertThat(places(Pieces.of(midstates(KEY), Midstates.after(inner, LONG_MESSAGE))))
                    .as("the search itself: what is in flash and in the stream of a MAC")
                    .anyMatch(place -> place.startsWith("flash file"))
                    .anyMatch(place -> place.contains("rw-p"));
            assertThat(places(Pieces.of(Pieces.traces(KEY))))
                    .as("the key, while it is there")
                    .isEmpty();

            Due.importKey(provider, "planted", NEXT_KEY);
            assertThat(places(Pieces.of(Pieces.traces(KEY), midstates(KEY), Pieces.traces(NEXT_KEY))))
                    .as("the key and its midstates, replaced")
                    .isEmpty();

            Due.keyStore(provider).deleteEntry("planted");
            assertThat(places(Pieces.of(
                            Pieces.traces(KEY), midstates(KEY), Pieces.traces(NEXT_KEY), midstates(NEXT_KEY))))
                    .as("the keys and their midstates, deleted")
                    .isEmpty();
            assertThatThrownBy(unfinished::doFinal).isInstanceOf(ProviderException.class);
        }
    }

    private static List<byte[]> midstates(byte[] key) {
        return List.of(
                Midstates.of(key, Midstates.INNER, ByteOrder.BIG_ENDIAN),
                Midstates.of(key, Midstates.OUTER, ByteOrder.BIG_ENDIAN));
    }

    private static Path emulator() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("qemu-system-arm"))
                .map(process -> Path.of("/proc", Long.toString(process.pid())))
                .findFirst()
                .orElseThrow();
    }

    /* Not in the heaps of the emulator: its semihosting copies what it reads, and frees the copy as it is. */
    private List<String> places(Pieces pieces) throws IOException {
        List<String> places = new ArrayList<>();
        search("flash file", Files.readAllBytes(flash), pieces, places);
        Path process = emulator();
        try (RandomAccessFile memory =
                new RandomAccessFile(process.resolve("mem").toFile(), "r")) {
            for (String line : Files.readAllLines(process.resolve("maps"))) {
                String[] fields = line.split("\\s+");
                String[] range = fields[0].split("-");
                long from = Long.parseUnsignedLong(range[0], 16);
                long size = Long.parseUnsignedLong(range[1], 16) - from;
                boolean heap = line.endsWith("[heap]") || from % HEAP_ALIGNMENT == 0;
                if (fields[1].startsWith("rw") && size <= LARGEST_REGION && !heap) {
                    search(line, read(memory, from, (int) size), pieces, places);
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

    private static void search(String place, byte[] in, Pieces pieces, List<String> places) {
        pieces.in(ByteBuffer.wrap(in)).forEach(at -> places.add(place + " at " + Integer.toHexString(at)));
    }
}
