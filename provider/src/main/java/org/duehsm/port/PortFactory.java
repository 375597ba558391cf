package org.duehsm.port;

import java.io.IOException;

/**
 * Opens ports that have a scheme of their own, such as {@code jvm:}. {@link Ports} finds factories by
 * {@link java.util.ServiceLoader}.
 */
public interface PortFactory {

    /** What the names of its ports begin with, in lower case, such as {@code jvm:}. */
    String scheme();

    /**
     * Opens a port.
     *
     * @param name in its one spelling ({@link Ports#canonical})
     * @throws IOException whose message names the port, what is wrong with it, and what to do
     */
    Port open(String name) throws IOException;
}
