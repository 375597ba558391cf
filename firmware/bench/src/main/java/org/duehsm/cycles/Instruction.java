package org.duehsm.cycles;

/**
 * A Thumb-2 instruction of ARMv7-M (ARM DDI0403, chapter A5) as far as its timing goes.
 *
 * @param size bytes, 2 or 4
 * @param kind how it is timed
 * @param cycles its cycles, alone and with nothing in its way; without those of a taken branch
 * @param base registers that form an address of data, as a bit mask
 * @param writes registers written, as a bit mask
 * @param indexed whether a single load or store adds a register to its address
 * @param writeback whether a single load or store writes its base register
 */
record Instruction(int size, Kind kind, int cycles, int base, int writes, boolean indexed, boolean writeback) {

    enum Kind {
        OTHER,
        LOAD, // one byte, half-word or word
        STORE, // likewise
        LITERAL, // a load relative to the program counter
        ISB, // fetches anew what comes next
        MEMORY // any other access of data
    }

    /** Whether the instruction, having branched, was a call. */
    boolean links() {
        return kind == Kind.OTHER && (writes & 1 << 14) != 0;
    }

    /** Whether a second half-word follows this one. */
    static boolean isWide(int first) {
        return first >>> 11 >= 0x1D;
    }

    /**
     * The instruction in one or two half-words.
     *
     * @param second of a wide instruction; of a narrow one it does not matter
     * @throws IllegalArgumentException if no timing is known for it
     */
    static Instruction decode(int first, int second) {
        return isWide(first) ? wide(first, second) : narrow(first);
    }

    private static Instruction other(int size, int cycles, int writes) {
        return new Instruction(size, Kind.OTHER, cycles, 0, writes, false, false);
    }

    private static Instruction multiple(int size, int base, int list, boolean load, boolean writeback) {
        int writes = (load ? list : 0) | (writeback ? 1 << base : 0);
        return new Instruction(size, Kind.MEMORY, 1 + Integer.bitCount(list), 1 << base, writes, false, writeback);
    }

    private static Instruction single(
            int size, boolean load, int register, int base, boolean indexed, boolean writeback) {
        int writes = (load ? 1 << register : 0) | (writeback ? base : 0);
        return new Instruction(
                size, load ? Kind.LOAD : Kind.STORE, load || indexed ? 2 : 1, base, writes, indexed, writeback);
    }

    private static Instruction literal(int size, int register) {
        return new Instruction(size, Kind.LITERAL, 3, 0, 1 << register, false, false);
    }

    private static Instruction narrow(int i) {
        int low = i & 7;
        int mid = i >>> 3 & 7;
        int high = i >>> 8 & 7;
        boolean load = (i & 0x800) != 0;
        return switch (i >>> 12) {
            case 0, 1 -> other(2, 1, 1 << low);
            case 2, 3 -> other(2, 1, i >>> 11 == 5 ? 0 : 1 << high); // 5: CMP
            case 4 -> load ? literal(2, high) : processing(i);
            case 5 -> single(2, (i >>> 9 & 7) >= 3, low, 1 << mid | 1 << (i >>> 6 & 7), true, false);
            case 6, 7, 8 -> single(2, load, low, 1 << mid, false, false);
            case 9 -> single(2, load, high, 1 << 13, false, false);
            case 10 -> other(2, 1, 1 << high);
            case 11 -> miscellaneous(i);
            case 12 -> multiple(2, high, i & 0xFF, load, !load || (i & 1 << high) == 0);
            default -> other(2, 1, 0); // branches
        };
    }

    private static Instruction processing(int i) {
        int operation = i >>> 6 & 15;
        if (i < 0x4400) { // TST, CMP and CMN write nothing
            return other(2, 1, operation == 8 || operation == 10 || operation == 11 ? 0 : 1 << (i & 7));
        }
        if ((i & 0xFF80) == 0x4780) { // BLX
            return other(2, 1, 1 << 14);
        }
        boolean writes = i < 0x4500 || i >= 0x4600 && i < 0x4700; // ADD, MOV; not CMP, BX
        return other(2, 1, writes ? 1 << (i & 7 | i >>> 4 & 8) : 0);
    }

    private static Instruction miscellaneous(int i) {
        if ((i & 0xFF00) == 0xB000) { // ADD and SUB SP
            return other(2, 1, 1 << 13);
        }
        if ((i & 0xFE00) == 0xB400) { // PUSH
            return multiple(2, 13, i & 0x1FF, false, true);
        }
        if ((i & 0xFE00) == 0xBC00) { // POP, perhaps with the program counter
            return multiple(2, 13, i & 0xFF | (i & 0x100) << 7, true, true);
        }
        boolean extends_ = (i & 0xFF00) == 0xB200 || (i & 0xFF00) == 0xBA00; // SXTB..., REV...
        return other(2, 1, extends_ ? 1 << (i & 7) : 0); // else CBZ, IT, hints
    }

    private static Instruction wide(int i, int j) {
        int rd = j >>> 8 & 15;
        if (i >>> 9 == 0x74) { // several words, exclusive access, table branch
            return severalWords(i, j);
        }
        if (i >>> 9 == 0x75) { // shifted register
            return other(4, 1, rd == 15 ? 0 : 1 << rd);
        }
        if (i >>> 11 == 0x1E) {
            if (j < 0x8000) { // modified or plain immediate
                return other(4, 1, rd == 15 ? 0 : 1 << rd);
            }
            if (i == 0xF3BF && (j & 0xFFF0) == 0x8F60) {
                return new Instruction(4, Kind.ISB, 1, 0, 0, false, false);
            }
            boolean link = (j & 0xD000) == 0xD000;
            boolean special = (j & 0xD000) == 0x8000 && (i & 0x0380) == 0x0380 && (i & 0x0060) != 0x20;
            return other(4, special ? 2 : 1, link ? 1 << 14 : special && (i & 0x60) == 0x60 ? 1 << rd : 0);
        }
        if (i >>> 9 == 0x7C) {
            return oneWord(i, j);
        }
        if (i >>> 8 == 0xFA) { // shifts by register, extensions, REV, CLZ
            return other(4, 1, 1 << rd);
        }
        if (i >>> 7 == 0x1F6) { // MUL; MLA, MLS
            return other(4, j >>> 12 == 15 ? 1 : 2, 1 << rd);
        }
        if (i >>> 7 == 0x1F7) { // the longest that each can take
            boolean divides = (i & 0x50) == 0x10;
            boolean accumulates = (i & 0x40) != 0;
            return other(4, divides ? 12 : accumulates ? 7 : 5, 1 << rd | (divides ? 0 : 1 << (j >>> 12)));
        }
        throw new IllegalArgumentException(String.format("no timing for %04x %04x", i, j));
    }

    private static Instruction severalWords(int i, int j) {
        int rn = i & 15;
        boolean load = (i & 0x10) != 0;
        boolean writeback = (i & 0x20) != 0;
        if ((i & 0x40) == 0) {
            return multiple(4, rn, j, load, writeback);
        }
        if ((i & 0xFFF0) == 0xE8D0 && (j & 0xFFE0) == 0xF000) { // TBB, TBH
            return new Instruction(4, Kind.MEMORY, 2, 1 << rn & 0x7FFF | 1 << (j & 15), 0, true, false);
        }
        boolean exclusive = (i & 0x0120) == 0;
        int writes = (load ? 1 << (j >>> 12) | (exclusive ? 0 : 1 << (j >>> 8 & 15)) : 0) | (writeback ? 1 << rn : 0);
        return new Instruction(4, Kind.MEMORY, exclusive ? 2 : 3, 1 << rn & 0x7FFF, writes, false, writeback);
    }

    private static Instruction oneWord(int i, int j) {
        int rn = i & 15;
        int rt = j >>> 12;
        boolean load = (i & 0x10) != 0;
        if (load && rn == 15) {
            return literal(4, rt);
        }
        if (load && rt == 15 && (i & 0x60) != 0x40) { // a hint to preload
            return other(4, 1, 0);
        }
        if ((i & 0x80) != 0) { // 12-bit offset
            return single(4, load, rt, 1 << rn, false, false);
        }
        if ((j & 0x800) == 0) {
            return single(4, load, rt, 1 << rn | 1 << (j & 15), true, false);
        }
        return single(4, load, rt, 1 << rn, false, (j & 0x100) != 0);
    }
}
