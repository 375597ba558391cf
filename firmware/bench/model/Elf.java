import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** What the model needs of a 32-bit little-endian ELF file: its code, and where functions lie. */
final class Elf {

    private static final int LOAD = 1; // program header type
    private static final int SYMBOLS = 2; // section type
    private static final int CODE = 4; // section flag
    private static final int FUNCTION = 2; // symbol type

    /** A function: its address without the Thumb bit, and its size in bytes. */
    record Function(String name, int address, int size) {}

    private final ByteBuffer file;
    private final TreeMap<Integer, Integer> segments = new TreeMap<>(); // program header by address
    private final TreeMap<String, Function> functions = new TreeMap<>();

    Elf(Path path) throws IOException {
        file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        if (file.getInt(0) != 0x464C457F || file.get(4) != 1) {
            throw new IOException(path + " is no 32-bit ELF file");
        }
        for (int i = 0; i < file.getShort(44); i++) {
            int header = file.getInt(28) + i * file.getShort(42);
            if (file.getInt(header) == LOAD) {
                segments.put(file.getInt(header + 8), header);
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
                String name = string(names + file.getInt(at));
                functions.put(name, new Function(name, file.getInt(at + 4) & ~1, file.getInt(at + 8)));
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

    /** The function of this name, which must not have been inlined. */
    Function function(String name) {
        Function function = functions.get(name);
        if (function == null) {
            throw new IllegalArgumentException("no function " + name);
        }
        return function;
    }

    /** Bytes of all sections that hold code, constants between it included. */
    int codeSize() {
        int size = 0;
        for (int i = 0; i < file.getShort(48); i++) {
            if ((file.getInt(section(i) + 8) & CODE) != 0) {
                size += file.getInt(section(i) + 20);
            }
        }
        return size;
    }

    /** The half-word of code at this address. */
    int halfword(int address) {
        int header = segments.floorEntry(address).getValue();
        int offset = address - file.getInt(header + 8);
        if (offset >= file.getInt(header + 16)) {
            throw new IllegalArgumentException(String.format("no code at %#x", address));
        }
        return file.getShort(file.getInt(header + 4) + offset) & 0xFFFF;
    }
}
