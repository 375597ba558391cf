package org.duehsm.port;

/**
 * A serial port of this computer.
 *
 * @param name the name that opens it, such as {@code /dev/ttyACM0} or {@code COM5}
 * @param description what the operating system calls the device
 * @param vendor USB vendor id; -1 if it is not a USB device
 * @param product USB product id; -1 if it is not a USB device
 */
public record PortInfo(String name, String description, int vendor, int product) {

    private static final int ARDUINO = 0x2341;
    private static final int ARDUINO_ORG = 0x2A03;
    private static final int DUE_PROGRAMMING = 0x003D;
    private static final int DUE_NATIVE = 0x003E;

    /** Whether it is the native USB port of an Arduino Due, the faster one. */
    public boolean isDueNative() {
        return isArduino() && product == DUE_NATIVE;
    }

    /** Whether it is the programming port of an Arduino Due. */
    public boolean isDueProgramming() {
        return isArduino() && product == DUE_PROGRAMMING;
    }

    private boolean isArduino() {
        return vendor == ARDUINO || vendor == ARDUINO_ORG;
    }

    @Override
    public String toString() {
        return vendor < 0
                ? name + " (" + description + ")"
                : String.format("%s (%s, USB %04x:%04x)", name, description, vendor, product);
    }
}
