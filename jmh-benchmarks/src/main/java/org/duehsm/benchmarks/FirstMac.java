package org.duehsm.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.duehsm.client.Algorithm;

/** The first MAC of a JVM that has a device inside: from its start, with the import of the key. */
final class FirstMac {

    private static final byte[] MESSAGE = MacLoad.message(16);

    private FirstMac() {}

    /** What the new JVM does. */
    public static void main(String[] args) throws Exception {
        try (DueDevice device = DueDevice.jvm()) {
            System.out.write(device.newMac().doFinal(MESSAGE));
            System.out.flush();
        }
    }

    /** Starts a JVM as this one, and waits for its MAC. */
    static double seconds() throws Exception {
        byte[] expected = Software.newMac(Algorithm.HMAC_SHA1).doFinal(MESSAGE);
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstMac.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        long start = System.nanoTime();
        Process started = java.start();
        byte[] mac = started.getInputStream().readNBytes(expected.length);
        double elapsed = (System.nanoTime() - start) / 1e9;
        if (started.waitFor() != 0 || !Arrays.equals(expected, mac)) {
            throw new IOException("a new JVM did not give the MAC of its device");
        }
        return elapsed;
    }
}
