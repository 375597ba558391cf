package org.duehsm.tests;

import org.duehsm.provider.DueHsmProvider;

/** A program that opens the device of its system properties and keeps it until its input ends. */
final class HoldPort {

    static final String OPEN = "open";

    private HoldPort() {}

    public static void main(String[] arguments) throws Exception {
        Due.keyStore(new DueHsmProvider()).size();
        System.out.println(OPEN);
        while (System.in.read() >= 0) {
            // waits for the end
        }
    }
}
