package org.duehsm.firmware;

import java.io.IOException;
import org.duehsm.port.Port;
import org.duehsm.port.PortFactory;

/** Opens {@code jvm:} and {@code jvm:FILE} for the provider. */
public final class JvmPorts implements PortFactory {

    /** For {@link java.util.ServiceLoader}. */
    public JvmPorts() {}

    @Override
    public String scheme() {
        return JvmDue.SCHEME;
    }

    @Override
    public Port open(String name) throws IOException {
        return JvmDue.open(name);
    }
}
