package org.duehsm.link;

import java.util.Random;

/** Loses, damages and doubles frames, the same ones in each run. */
public final class BadLine implements SimulatedDevice.Line {

    private final Random random;
    private int faults;

    public BadLine(long seed) {
        random = new Random(seed);
    }

    @Override
    public synchronized byte[][] carry(byte[] wire) {
        int chance = random.nextInt(100);
        if (chance >= 9) {
            return new byte[][] {wire};
        }
        faults++;
        if (chance < 3) {
            return new byte[][] {};
        }
        if (chance < 6) {
            byte[] damaged = wire.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            return new byte[][] {damaged};
        }
        return new byte[][] {wire, wire};
    }

    public synchronized int faults() {
        return faults;
    }
}
