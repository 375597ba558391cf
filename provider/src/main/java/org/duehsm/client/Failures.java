package org.duehsm.client;

import java.io.IOException;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;

/** Makes exceptions whose messages name port and key. */
final class Failures {

    private static final int OK = 0;

    private Failures() {}

    /** Throws unless the status is OK; keyId may be null. */
    static void check(int status, Link link, String keyId) {
        if (status != OK) {
            DeviceStatus known = DeviceStatus.of(status);
            String number = known == DeviceStatus.OTHER ? " (status " + status + ")" : "";
            throw new DeviceStatusException(known, link.name() + ": " + about(keyId) + known.explanation() + number);
        }
    }

    /** Returns what the device has answered, or throws if that has not this many bytes. */
    static byte[] requireSize(byte[] answer, int size, Link link) throws LinkException {
        if (answer.length != size) {
            throw new LinkException(
                    LinkException.Reason.VERSION,
                    link.name() + ": the device has answered " + answer.length + " bytes instead of " + size
                            + "; install a matching firmware or library",
                    null);
        }
        return answer;
    }

    static DeviceUnavailableException unavailable(IOException e, String keyId) {
        return new DeviceUnavailableException(about(keyId) + e.getMessage(), e);
    }

    static DeviceUnavailableException streamFailed(LinkException e, String keyId) {
        if (e.reason() == LinkException.Reason.NO_STREAM) {
            return unavailable(e, keyId);
        }
        return new DeviceUnavailableException(
                about(keyId) + e.getMessage() + "; the MAC in progress is lost, compute it again from its start", e);
    }

    static OutcomeUnknownException outcomeUnknown(IOException e, String keyId) {
        return new OutcomeUnknownException(
                about(keyId) + e.getMessage() + "; whether the change was made is unknown, list the keys to see", e);
    }

    private static String about(String keyId) {
        return keyId == null ? "" : "key \"" + keyId + "\": ";
    }
}
