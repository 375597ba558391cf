package org.duehsm.cycles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the model needs of a 32-bit little-endian ELF file: its code, and where functions start. */
public final class Elf {

    private static final int HEADER = 52; // bytes
    private static final int LOAD = 1; // program header type
    private static final int SYMBOLS = 2; // section type
    private static final int CODE = 4; // section flag
    private static final int FUNCTION = 2; // symbol type

    private record Segment(int address, int offset, int size) {}

    private final ByteBuffer file;
    private final TreeMap<Integer, Segment> segments = new TreeMap<>(); // by address
    private final Map<String, Integer> functions = new HashMap<>();

    /**
     * Reads a file: an executable, or an object, which has no code at any address.
     *
     * @throws IOException if the file cannot be read or is no 32-bit ELF file
     */
    public Elf(Path path) throws IOException {
        file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        if (file.limit() < HEADER || file.getInt(0) != 0x464C457F || file.get(4) != 1) {
            throw new IOException(path + " is no 32-bit ELF file");
        }
        for (int i = 0; i < file.getShort(44); i++) {
            int header = file.getInt(28) + i * file.getShort(42);
            if (file.getInt(header) == LOAD) {
                int address = file.getInt(header + 8);
                segments.put(address, new Segment(address, file.getInt(header + 4), file.getInt(header + 16)));
            }
        }
        for (int i = 0; i < file.getShort(48); i++) {
            int section = section(i);
            if (file.getInt(section + 4) == SYMBOLS) {
                readSymbols(section);
            }
        }
    }

    private int section(int index) {
        return file.getInt(32) + index * file.getShort(46);
    }

    private void readSymbols(int table) {
        int names = file.getInt(section(file.getInt(table + 24)) + 16);
        int start = file.getInt(table + 16);
        for (int at = start; at < start + file.getInt(table + 20); at += 16) {
            if ((file.get(at + 12) & 15) == FUNCTION) {
                functions.put(string(names + file.getInt(at)), file.getInt(at + 4) & ~1);
            }
        }
    }

    private String string(int at) {
        int end = at;
        while (file.get(end) != 0) {
            end++;
        }
        return new String(file.array(), at, end - at, StandardCharsets.UTF_8);
    }

    /**
     * The address of a function, without the Thumb bit.
     *
     * @throws IllegalArgumentException if there is none of this name: perhaps it was inlined
     */
    int function(String name) {
        Integer address = functions.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no function " + name + "; perhaps it was inlined");
        }
        return address;
    }

    /** Bytes of all sections that hold code, constants between it included. */
    public int codeSize() {
        int size = 0;
        for (int i = 0; i < file.getShort(48); i++) {
            if ((file.getInt(section(i) + 8) & CODE) != 0) {
                size += file.getInt(section(i) + 20);
            }
        }
        return size;
    }

    /**
     * The half-word of code at this address.
     *
     * @throws IllegalArgumentException if the file has none there
     */
    int halfword(int address) {
        Map.Entry<Integer, Segment> below = segments.floorEntry(address);
        Segment segment = below == null ? new Segment(address, 0, 0) : below.getValue();
        int offset = address - segment.address;
        if (offset >= segment.size) {
            throw new IllegalArgumentException(String.format("no code at %#x", address));
        }
        return file.getShort(segment.offset + offset) & 0xFFFF;
    }
}
