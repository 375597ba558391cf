package org.duehsm.client;

import java.util.Optional;

/**
 * State and properties of a device.
 *
 * @param port the name of the port in use
 * @param board what it is: {@code Arduino Due}, {@code virtual Due}, {@code host process}
 * @param firmware version of the firmware, such as 1.0.0
 * @param uniqueId its unique id in hexadecimal; not secret
 * @param sealed whether it is sealed, and so refuses import, generate and delete
 * @param selfTestFailed whether its self-test failed; it does nothing then but tell its state
 * @param randomFailed whether its random source failed; it makes no keys and random bytes then
 * @param closed whether it has logins, and serves only who logs in; {@link #login} tells who has
 * @param keys keys stored
 * @param keyCapacity the most keys it can store
 * @param flashPages pages of its key store
 * @param badFlashPages pages of them found unusable
 * @param counters what happened since its start
 * @param build compiler and SHA-1 path of the firmware
 * @param window requests that may be on the way at once
 * @param maxPayload bytes of payload in a request
 * @param streams streams of messages that it can have open at once
 * @param login who has logged in, in the session of this program
 */
public record DeviceInfo(
        String port,
        String board,
        String firmware,
        String uniqueId,
        boolean sealed,
        boolean selfTestFailed,
        boolean randomFailed,
        boolean closed,
        int keys,
        int keyCapacity,
        int flashPages,
        int badFlashPages,
        Counters counters,
        String build,
        int window,
        int maxPayload,
        int streams,
        Optional<LoginEntry> login) {

    /** Counters since the start of the device, each modulo 2^32. */
    public record Counters(
            long frames,
            long damagedFrames,
            long gaps,
            long repetitions,
            long sessions,
            long macs,
            long keyChanges,
            long flashPagesWritten) {}
}
