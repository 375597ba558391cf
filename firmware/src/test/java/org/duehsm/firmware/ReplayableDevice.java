package org.duehsm.firmware;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/**
 * The core of the firmware with noise from a seed and a flash of its own in memory: given the same bytes it does
 * the same, to the byte. It can be put back to an {@link Image} of itself, which takes microseconds; to boot takes
 * milliseconds.
 */
public final class ReplayableDevice {

    private static final int PAGE_SIZE = 1 << 16;

    /** A device that is on, with its memory and its flash. */
    public static final class Image {
        private final byte[] memory;
        private final byte[] flash;

        private Image(byte[] memory, byte[] flash) {
            this.memory = memory;
            this.flash = flash;
        }
    }

    private final JvmFlash flash = JvmFlash.inMemory();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private SplittableRandom noise;
    private JvmCore core;

    private final JvmCore.Board board = new JvmCore.Board() {
        @Override
        public void send(byte[] answer) {
            answers.writeBytes(answer);
        }

        @Override
        public void program(int offset, byte[] data) {
            flash.program(offset, data);
        }

        @Override
        public boolean noise(byte[] samples) {
            noise.nextBytes(samples);
            return true;
        }
    };

    /** Boots a new device. */
    public ReplayableDevice(long seed) {
        noise = new SplittableRandom(seed);
        reset();
    }

    /** What it is now; it must be on. */
    public Image image() {
        return new Image(
                core.memory.readBytes(0, core.memory.pages() * PAGE_SIZE),
                flash.bytes().clone());
    }

    /** Makes it what it was, but for the noise to come. */
    public void restore(Image image, long seed) {
        noise = new SplittableRandom(seed);
        keepPower();
        System.arraycopy(image.flash, 0, flash.bytes(), 0, image.flash.length);
        if (core == null) {
            reset();
        }
        core.memory.write(0, image.memory);
        noise = new SplittableRandom(seed);
    }

    /**
     * Takes length bytes from the host, and returns what it answers. If the power fails meanwhile, it is off.
     *
     * @param length 1 to 4096
     */
    public byte[] take(byte[] bytes, int offset, int length) {
        answers.reset();
        try {
            core.receive(bytes, offset, length);
        } catch (JvmFlash.PowerCut e) {
            core = null;
        }
        return answers.toByteArray();
    }

    /** Whether the power has not failed. */
    public boolean isOn() {
        return core != null;
    }

    /** Boots it again on its flash. */
    public void reset() {
        core = null;
        while (core == null) {
            try {
                core = new JvmCore(flash.bytes(), board);
            } catch (JvmFlash.PowerCut e) {
                // In a write of the start: power comes again.
            }
        }
    }

    /** As {@link JvmDue#cutPowerAfter}. */
    public void cutPowerAfter(int writes, int torn) {
        flash.cutPowerAfter(writes, torn);
    }

    /** Takes that back. */
    public void keepPower() {
        flash.cutPowerAfter(-1, 0);
    }
}
