package org.duehsm.cycles;

/** The Due's chip, as the Arduino core sets it up. */
public final class Sam3x {

    /** The clock of the core, in cycles a second. */
    public static final double HERTZ = 84e6;

    /** Cycles of a read of the flash, 128 bits, with its four wait states (FWS = 4). */
    static final int FLASH_READ_CYCLES = 5;

    private Sam3x() {}
}
