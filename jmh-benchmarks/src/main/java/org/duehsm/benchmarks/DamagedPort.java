package org.duehsm.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.duehsm.port.Port;

/**
 * A port whose line damages some of the frames, in either direction: a bit is flipped, which may be in the
 * delimiter; or the frame is lost, cut short, or has a byte of nobody's in front.
 */
final class DamagedPort implements Port {

    private enum Damage {
        NONE,
        FLIP,
        LOSE,
        CUT,
        INSERT
    }

    private static final Damage[] DAMAGES = {Damage.FLIP, Damage.LOSE, Damage.CUT, Damage.INSERT};
    private static final int LONGEST_FRAME = 660;

    private final Port port;
    private final Direction toDevice;
    private final Direction toHost;
    private byte[] unread = {};
    private int at;

    /** @param oneIn of how many frames one is damaged; 0: none */
    DamagedPort(Port port, int oneIn, long seed) {
        this.port = port;
        this.toDevice = new Direction(oneIn, seed);
        this.toHost = new Direction(oneIn, ~seed);
    }

    /** One direction, of which the frames pass byte by byte; for one thread at a time. */
    private static final class Direction {

        private final int oneIn;
        private final Random random;
        private Damage damage = Damage.NONE;
        private int place;

        Direction(int oneIn, long seed) {
            this.oneIn = oneIn;
            this.random = new Random(seed);
        }

        /** What comes out at the other end of the line. */
        byte[] carry(byte[] data, int offset, int length) {
            byte[] out = new byte[2 * length];
            int size = 0;
            for (int i = offset; i < offset + length; i++) {
                size = carry(data[i], out, size);
                if (data[i] == 0) {
                    nextFrame();
                }
            }
            return Arrays.copyOf(out, size);
        }

        private void nextFrame() {
            boolean hit = oneIn > 0 && random.nextInt(oneIn) == 0;
            damage = hit ? DAMAGES[random.nextInt(DAMAGES.length)] : Damage.NONE;
            place = hit ? random.nextInt(LONGEST_FRAME) : 0;
        }

        /** A frame that ends before the place is damaged at its end. */
        private int carry(byte b, byte[] out, int size) {
            boolean here = place == 0 || b == 0;
            place = Math.max(0, place - 1);
            int end = size;
            switch (damage) {
                case FLIP -> {
                    out[end++] = here ? (byte) (b ^ 1 << random.nextInt(Byte.SIZE)) : b;
                    damage = here ? Damage.NONE : Damage.FLIP;
                }
                case INSERT -> {
                    out[end++] = (byte) (1 + random.nextInt(255));
                    out[end++] = b;
                    damage = Damage.NONE;
                }
                case CUT -> {
                    if (!here || b == 0) {
                        out[end++] = b;
                    }
                    place = here ? 0 : place;
                }
                case LOSE -> {
                    // Nothing comes out.
                }
                default -> out[end++] = b;
            }
            return end;
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (at == unread.length) {
            unread = toHost.carry(buffer, 0, port.read(buffer));
            at = 0;
        }
        int size = Math.min(buffer.length, unread.length - at);
        System.arraycopy(unread, at, buffer, 0, size);
        at += size;
        return size;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        byte[] carried = toDevice.carry(data, offset, length);
        port.write(carried, 0, carried.length);
    }

    @Override
    public void close() {
        port.close();
    }

    @Override
    public String name() {
        return port.name();
    }
}
