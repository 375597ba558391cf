package org.duehsm.port;

import java.io.IOException;

/** Opens a port, each time anew. */
public interface PortOpener {

    /**
     * Opens it.
     *
     * @throws IOException whose message names the port, what is wrong with it, and what to do
     */
    Port open() throws IOException;
}
