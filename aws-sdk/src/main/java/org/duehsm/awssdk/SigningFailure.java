package org.duehsm.awssdk;

import java.io.IOException;
import org.duehsm.client.DeviceUnavailableException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What the SDK is told when a request is not signed. */
final class SigningFailure {

    private SigningFailure() {}

    /** One that has this cause; the SDK tries again if a device or a daemon was away, for nothing was sent. */
    static SdkClientException of(String accessKeyId, Exception cause) {
        String message = "the request was not signed by the key " + accessKeyId + ": " + cause.getMessage();
        if (cause instanceof DeviceUnavailableException || cause instanceof IOException) {
            return RetryableException.create(message, cause);
        }
        return SdkClientException.create(message, cause);
    }
}
