package org.duehsm.port;

import java.io.IOException;

/** Opens devices inside this JVM. They are in another jar: {@link java.util.ServiceLoader} finds what opens them. */
public interface JvmPortFactory {

    /**
     * Opens a port.
     *
     * @throws IOException whose message names the port, what is wrong with it, and what to do
     */
    Port open(PortName.Jvm name) throws IOException;
}
