package org.duehsm.port;

import java.io.IOException;

/** {@code port = auto} leaves the broker of this computer alone; the message says why. */
final class BrokerNotTakenException extends IOException {

    private static final long serialVersionUID = 1;

    BrokerNotTakenException(String message) {
        super(message);
    }
}
