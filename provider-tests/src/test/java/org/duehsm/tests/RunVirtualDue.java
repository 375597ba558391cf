package org.duehsm.tests;

import org.duehsm.firmware.VirtualDue;

/** A program that runs a virtual Due until its input ends, and prints the port. */
final class RunVirtualDue {

    private RunVirtualDue() {}

    public static void main(String[] arguments) throws Exception {
        try (VirtualDue due = VirtualDue.start()) {
            System.out.println(due.port());
            while (System.in.read() >= 0) {
                // waits for the end
            }
        }
    }
}
