package org.duehsm.cycles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes executables: one segment of code, and symbols of functions in it. */
final class TinyElf {

    private static final int HEADER = 52;
    private static final int PROGRAM_HEADER = 32;
    private static final int SECTION_HEADER = 40;
    private static final int SYMBOL = 16;
    private static final int SECTIONS = 3; // code, symbols, names

    private final int address;
    private final int[] halfwords;
    private final Map<String, Integer> functions = new LinkedHashMap<>();

    /** Code at an address. */
    TinyElf(int address, int... halfwords) {
        this.address = address;
        this.halfwords = halfwords;
    }

    TinyElf function(String name, int at) {
        functions.put(name, at);
        return this;
    }

    Elf in(Path folder) throws IOException {
        return new Elf(Files.write(folder.resolve("tiny.elf"), bytes()));
    }

    private byte[] bytes() {
        byte[] names = ("\0" + String.join("\0", functions.keySet()) + "\0").getBytes(StandardCharsets.US_ASCII);
        int codeSize = 2 * halfwords.length;
        int code = HEADER + PROGRAM_HEADER;
        int symbols = code + codeSize;
        int symbolsSize = SYMBOL * functions.size();
        int sections = symbols + symbolsSize + names.length;
        ByteBuffer b = ByteBuffer.allocate(sections + SECTIONS * SECTION_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, 0x464C457F).put(4, (byte) 1);
        b.putInt(28, HEADER).putShort(42, (short) PROGRAM_HEADER).putShort(44, (short) 1);
        b.putInt(32, sections).putShort(46, (short) SECTION_HEADER).putShort(48, (short) SECTIONS);
        b.putInt(HEADER, 1).putInt(HEADER + 4, code).putInt(HEADER + 8, address).putInt(HEADER + 16, codeSize);
        for (int i = 0; i < halfwords.length; i++) {
            b.putShort(code + 2 * i, (short) halfwords[i]);
        }
        int symbol = symbols;
        int name = 1;
        for (Map.Entry<String, Integer> f : functions.entrySet()) {
            b.putInt(symbol, name).putInt(symbol + 4, f.getValue() | 1).put(symbol + 12, (byte) 0x12);
            symbol += SYMBOL;
            name += f.getKey().length() + 1;
        }
        b.put(symbols + symbolsSize, names);
        section(b, sections, 1, 6, code, codeSize, 0);
        section(b, sections + SECTION_HEADER, 2, 0, symbols, symbolsSize, 2);
        section(b, sections + 2 * SECTION_HEADER, 3, 0, symbols + symbolsSize, names.length, 0);
        return b.array();
    }

    private static void section(ByteBuffer b, int at, int type, int flags, int offset, int size, int link) {
        b.putInt(at + 4, type).putInt(at + 8, flags).putInt(at + 16, offset).putInt(at + 20, size);
        b.putInt(at + 24, link);
    }
}
