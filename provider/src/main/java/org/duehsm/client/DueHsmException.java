package org.duehsm.client;

import java.security.ProviderException;

/** Something went wrong with the device. The message names the port, the key id if there is one, and what to do. */
public class DueHsmException extends ProviderException {

    private static final long serialVersionUID = 1;

    DueHsmException(String message, Throwable cause) {
        super(message, cause);
    }
}
