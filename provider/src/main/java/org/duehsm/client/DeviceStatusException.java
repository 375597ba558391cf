package org.duehsm.client;

/** The device answered, and did not carry out the request; or carried it out with a reservation. */
public final class DeviceStatusException extends DueHsmException {

    private static final long serialVersionUID = 1;

    private final DeviceStatus status;

    DeviceStatusException(DeviceStatus status, String message) {
        super(message, null);
        this.status = status;
    }

    /** What the device answered. */
    public DeviceStatus status() {
        return status;
    }
}
