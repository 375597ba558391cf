package org.duehsm.client;

/**
 * The device is not there, does not answer, was reset in the middle of a MAC, belongs to another
 * program, or has all its streams in use. Nothing was changed on it.
 */
public final class DeviceUnavailableException extends DueHsmException {

    private static final long serialVersionUID = 1;

    DeviceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
