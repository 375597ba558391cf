package org.duehsm.client;

import java.util.Arrays;
import java.util.function.Consumer;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Request;
import org.duehsm.link.Verb;

/** The changes of a device's keys; {@link DueHsmClient} says what they do, and what they throw. */
final class KeyChanges {

    private KeyChanges() {}

    static void importKey(
            Changes changes, String keyId, Algorithm algorithm, byte[] key, KeyLimits limits, boolean replace) {
        byte[] id = KeyId.encode(keyId);
        Consumer<Request> limitFields = limitFields(limits, keyId, algorithm, id);
        int flags = (replace ? Verb.REPLACE : 0) | limitsFlag(limits);
        byte[] sent = algorithm.deviceKey(Algorithm.requireKey(keyId, key));
        try {
            make(changes, keyId, algorithm, limits, request -> {
                newKey(request, Verb.IMPORT | flags, algorithm, id).prefixed(sent);
                limitFields.accept(request);
            });
        } finally {
            Arrays.fill(sent, (byte) 0);
        }
    }

    static void generateKey(Changes changes, String keyId, Algorithm algorithm, KeyLimits limits) {
        byte[] id = KeyId.encode(keyId);
        if (!algorithm.isHmac()) {
            throw new IllegalArgumentException("a key for " + algorithm.jcaName() + " is not generated, because AWS, or"
                    + " whoever checks the signatures, makes it: import the secret access key");
        }
        Consumer<Request> limitFields = limitFields(limits, keyId, algorithm, id);
        make(
                changes,
                keyId,
                algorithm,
                limits,
                request -> limitFields.accept(newKey(request, Verb.GENERATE | limitsFlag(limits), algorithm, id)));
    }

    private static Request newKey(Request request, int code, Algorithm algorithm, byte[] id) {
        return request.start(code).u8(algorithm.code()).prefixed(id).u64(System.currentTimeMillis());
    }

    private static int limitsFlag(KeyLimits limits) {
        return limits.isNone() ? 0 : Verb.LIMITS;
    }

    /** Appends the limits of a new key, if it has any. */
    private static Consumer<Request> limitFields(KeyLimits limits, String keyId, Algorithm algorithm, byte[] id) {
        byte[] list = LimitList.encode(limits, keyId, algorithm, id);
        return request -> {
            if (!limits.isNone()) {
                request.prefixed(list);
            }
        };
    }

    static void setLimits(Changes changes, String keyId, Algorithm algorithm, KeyLimits limits) {
        byte[] id = KeyId.encode(keyId);
        byte[] list = LimitList.encode(limits, keyId, algorithm, id);
        changes.make(
                keyId,
                request -> request.start(Verb.EXTENDED)
                        .u8(Verb.SET_LIMITS)
                        .prefixed(id)
                        .prefixed(list),
                (status, link) -> checkLimitsSet(status, link, keyId));
    }

    private static void checkLimitsSet(int status, Link link, String keyId) throws LinkException {
        switch (DeviceStatus.of(status)) {
            case UNSUPPORTED ->
                throw Failures.tooOld(DeviceStatus.UNSUPPORTED, link, keyId, "limits of this kind that can be changed");
            case SEALED ->
                throw Failures.refused(
                        DeviceStatus.SEALED,
                        link,
                        keyId,
                        "the device is sealed: the limits of its keys stay, or get tighter by a manager's login, if it has"
                                + " logins");
            default -> Failures.checkChange(status, link, keyId, null, KeyLimits.NONE);
        }
    }

    static void deleteKey(Changes changes, String keyId) {
        byte[] id = KeyId.encode(keyId);
        make(
                changes,
                keyId,
                null,
                KeyLimits.NONE,
                request -> request.start(Verb.DELETE).prefixed(id));
    }

    /** The algorithm is null where the request names none. */
    private static void make(
            Changes changes, String keyId, Algorithm algorithm, KeyLimits limits, Consumer<Request> fields) {
        changes.make(keyId, fields, (status, link) -> Failures.checkChange(status, link, keyId, algorithm, limits));
    }
}
