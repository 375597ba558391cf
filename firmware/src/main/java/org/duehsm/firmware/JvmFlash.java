package org.duehsm.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The flash of a {@link JvmDue}: what outlives its resets and power cuts, in memory or in a file as well. */
final class JvmFlash implements AutoCloseable {

    /** Thrown out of the write in which the power was to fail. */
    static final class PowerCut extends RuntimeException {
        static final String MESSAGE = "the power was cut";

        private static final long serialVersionUID = 1L;

        PowerCut() {
            super(MESSAGE, null, false, false);
        }
    }

    /** Pages of the key store and one for what hardware holds on a board: boards/memory_flash.h. */
    static final int SIZE = (1024 + 1) * 256;

    private static final int NEVER = -1;

    private final byte[] bytes = new byte[SIZE];
    private final FlashFile file;
    private int writesUntilCut = NEVER;
    private int tornAt;

    private JvmFlash(FlashFile file) throws IOException {
        this.file = file;
        if (file != null) {
            file.read(bytes);
        }
    }

    static JvmFlash inMemory() {
        try {
            return new JvmFlash(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JvmFlash onFile(Path path) throws IOException {
        FlashFile file = FlashFile.open(path);
        try {
            return new JvmFlash(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The content, which stays this object's. */
    byte[] bytes() {
        return bytes;
    }

    /** Has the power fail in the write after so many, when the first tornAt bytes of it are written. */
    void cutPowerAfter(int writes, int tornAt) {
        this.writesUntilCut = writes;
        this.tornAt = tornAt;
    }

    /**
     * Writes; throws {@link PowerCut} if that was to be the last, and {@link UncheckedIOException} if the file
     * cannot be written.
     */
    void program(int offset, byte[] data) {
        boolean cut = writesUntilCut == 0;
        int length = cut ? Math.min(tornAt, data.length) : data.length;
        writesUntilCut = writesUntilCut == NEVER ? NEVER : writesUntilCut - 1;
        try {
            if (file != null) {
                file.write(offset, data, length);
            }
            System.arraycopy(data, 0, bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } finally {
            Arrays.fill(data, (byte) 0);
        }
        if (cut) {
            throw new PowerCut();
        }
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        if (file != null) {
            file.close();
        }
    }
}
