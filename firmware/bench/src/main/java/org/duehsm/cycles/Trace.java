package org.duehsm.cycles;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The addresses of the instructions that a program executed, from the log that QEMU writes with
 * {@code -singlestep -d exec,nochain}: a line for each, {@code Trace 0: HOST [FLAGS/ADDRESS/...]
 * FUNCTION}. Other lines do not matter.
 */
final class Trace {

    private Trace() {}

    /**
     * The addresses in the order of execution.
     *
     * @throws IllegalArgumentException when the stream comes to a line of the trace without an address
     */
    static IntStream addresses(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("Trace ")).mapToInt(Trace::address);
    }

    private static int address(String line) {
        int slash = line.indexOf('/');
        int end = line.indexOf('/', slash + 1);
        try {
            return Integer.parseUnsignedInt(line, slash + 1, Math.max(slash + 1, end), 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no address in this line of the trace: " + line, e);
        }
    }
}
