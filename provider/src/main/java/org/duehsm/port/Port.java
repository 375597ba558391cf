package org.duehsm.port;

import java.io.Closeable;
import java.io.IOException;

/**
 * A line of bytes to a device. One thread reads and one writes at a time; {@link #close()} may come
 * from any thread and ends both.
 */
public interface Port extends Closeable {

    /** How long a read waits for bytes, about. */
    int READ_TIMEOUT_MILLIS = 100;

    /**
     * Waits for bytes, at most about {@link #READ_TIMEOUT_MILLIS}.
     *
     * @return how many bytes are in the buffer now; 0 if none came in time
     * @throws IOException if the port is gone or closed
     */
    int read(byte[] buffer) throws IOException;

    /**
     * Writes all the bytes, and blocks as long as the device does not take them.
     *
     * @throws IOException if the port is gone or closed
     */
    void write(byte[] data, int offset, int length) throws IOException;

    /** Closes the port; a blocked read or write ends with an exception. Closing twice is harmless. */
    @Override
    void close();

    /** The name that opens this port again, for messages. */
    String name();
}
