package org.duehsm.cli.device;

import java.util.Optional;
import org.duehsm.port.PortInfo;

/** What a USB device is to DueHSM. */
public enum UsbKind {
    NATIVE("Arduino Due, native port", "the faster of its two ports"),
    PROGRAMMING("Arduino Due, programming port", "opening it resets the board"),
    BOOTLOADER(
            "SAM-BA bootloader",
            "no firmware runs on this board: upload it, as firmware/README.md says, or press RESET");

    private static final int ATMEL = 0x03eb;
    private static final int SAM_BA = 0x6124;

    private final String label;
    private final String remark;

    UsbKind(String label, String remark) {
        this.label = label;
        this.remark = remark;
    }

    /** What is connected to the port, as far as USB ids tell; empty: no Due. */
    public static Optional<UsbKind> of(PortInfo port) {
        if (port.isDueNative()) {
            return Optional.of(NATIVE);
        }
        if (port.isDueProgramming()) {
            return Optional.of(PROGRAMMING);
        }
        return port.vendor() == ATMEL && port.product() == SAM_BA ? Optional.of(BOOTLOADER) : Optional.empty();
    }

    /** What it is, in words. */
    public String label() {
        return label;
    }

    /** What to know of it, or to do about it. */
    public String remark() {
        return remark;
    }
}
