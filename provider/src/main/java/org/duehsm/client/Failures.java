package org.duehsm.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.port.PortName;

/** Makes exceptions whose messages name port and key. */
final class Failures {

    private static final int OK = 0;

    private Failures() {}

    /**
     * Throws unless the status is OK; keyId may be null.
     *
     * @throws LinkException if a broker has no board: that is a device which has gone, although the session stands
     */
    static void check(int status, Link link, String keyId) throws LinkException {
        check(status, link, keyId, null);
    }

    /** The same for a request that names an algorithm, if that is not null. */
    static void check(int status, Link link, String keyId, Algorithm algorithm) throws LinkException {
        if (status == OK) {
            return;
        }
        DeviceStatus known = DeviceStatus.of(status);
        if (known == DeviceStatus.BOARD_AWAY) {
            throw new LinkException(LinkException.Reason.BOARD_AWAY, link.name() + ": " + known.explanation(), null);
        }
        if (known == DeviceStatus.UNSUPPORTED && algorithm != null) {
            throw tooOld(known, link, keyId, algorithm.jcaName());
        }
        if (known == DeviceStatus.NOT_PERMITTED) {
            throw refused(known, link, keyId, notPermitted(link));
        }
        String number = known == DeviceStatus.OTHER ? " (status " + status + ")" : "";
        throw refused(known, link, keyId, known.explanation() + number);
    }

    /**
     * The same for a change, which brokers refuse to who comes by a name for several boards; with limits, which older
     * firmware does not expect there.
     */
    static void checkChange(int status, Link link, String keyId, Algorithm algorithm, KeyLimits limits)
            throws LinkException {
        DeviceStatus known = DeviceStatus.of(status);
        if (known == DeviceStatus.MALFORMED && !limits.isNone()) {
            throw tooOld(DeviceStatus.UNSUPPORTED, link, keyId, "limits of keys");
        }
        // Firmware that has any limits has all algorithms.
        if (known == DeviceStatus.UNSUPPORTED && !limits.isNone()) {
            throw tooOld(known, link, keyId, "limits such as " + limits);
        }
        if (known == DeviceStatus.NOT_PERMITTED && !isClosed(link)) {
            throw refused(
                    known,
                    link,
                    keyId,
                    known.explanation() + "; if this is a name for several boards, change each at its own port, as"
                            + " 'due-hsm fleet import --port A,B,C' does");
        }
        check(status, link, keyId, algorithm);
    }

    /* A broker passes on what its board says of itself; only a socket of this machine is certain to be one. */
    private static boolean isClosed(Link link) {
        return link.welcome().isClosed() && !(PortName.parse(link.name()) instanceof PortName.Unix);
    }

    /** Why a program may not do something: a broker has its rules, a device its logins. */
    private static String notPermitted(Link link) {
        if (!isClosed(link)) {
            return DeviceStatus.NOT_PERMITTED.explanation();
        }
        return switch (link.role()) {
            case 0 ->
                "the device is closed: it serves only who logs in, and this program has not; set login and"
                        + " secret-file (of the command: --login NAME), or, if this is the port of a broker, have who runs it"
                        + " permit it ('due-hsm serve --rules FILE')";
            case 1 -> "the login of this program is a user's, which may not do that; a manager's may";
            default -> "the device does not permit this to a manager's login either";
        };
    }

    /** What is asked for is newer than the firmware, as its answer shows. */
    static DeviceStatusException tooOld(DeviceStatus status, Link link, String keyId, String missing) {
        return refused(
                status,
                link,
                keyId,
                "the firmware of this device, " + link.welcome().firmware() + ", has no " + missing
                        + "; upload a newer one, which wipes the keys that are there");
    }

    static DeviceStatusException refused(DeviceStatus status, Link link, String keyId, String why) {
        return new DeviceStatusException(status, link.name() + ": " + about(keyId) + why);
    }

    static DeviceStatusException selfTestFailed(Link link) {
        return refused(DeviceStatus.SELF_TEST_FAILED, link, null, DeviceStatus.SELF_TEST_FAILED.explanation());
    }

    static DeviceStatusException unknownKey(Link link, String keyId) {
        return refused(DeviceStatus.UNKNOWN_KEY, link, keyId, DeviceStatus.UNKNOWN_KEY.explanation());
    }

    /** A key that is not for what it was to be used for; what the device says of it is missing if it has gone meanwhile. */
    static DeviceStatusException wrongAlgorithm(Link link, MacKey asked, Optional<KeyEntry> found) {
        String actual = found.map(KeyEntry::algorithmName).orElse("another algorithm");
        String handle = found.flatMap(KeyEntry::algorithm)
                .map(known ->
                        " (in Java by the handle of KeyStore.getKey, or of withAlgorithm(\"" + known.jcaName() + "\"))")
                .orElse("");
        return refused(
                DeviceStatus.WRONG_ALGORITHM,
                link,
                asked.keyId(),
                "the key is for " + actual + ", not for " + asked.algorithm().jcaName()
                        + "; take another key, or use this one as what it is" + handle);
    }

    /** A message that is longer than any of the algorithm; nobody has asked the device. */
    static DeviceStatusException tooLong(MacKey key) {
        return new DeviceStatusException(
                DeviceStatus.BAD_MESSAGE,
                about(key.keyId()) + "the message has more than the "
                        + key.algorithm().maxMessageBytes() + " bytes of the longest string to sign, and "
                        + DeviceStatus.BAD_MESSAGE.explanation());
    }

    /** A signature for what the key is not to sign for; limits is null if the device has not told them. */
    static DeviceStatusException limitedScope(Link link, MacKey key, KeyLimits limits, String scope) {
        return limited(link, key, limits, ", and the string to sign is for " + scope);
    }

    /**
     * The same for a message for HMAC, of which nothing but the length is said: it may be secret.
     *
     * @param size its bytes, or those of them that are known, with more words behind
     */
    static DeviceStatusException limitedMessage(Link link, MacKey key, KeyLimits limits, long size, String more) {
        if (limits != null && size > limits.maxLength().orElse(Long.MAX_VALUE)) {
            return limited(link, key, limits, ", and the message has " + size + " bytes" + more);
        }
        boolean hasPrefix = limits != null && limits.prefix().length > 0;
        return limited(
                link,
                key,
                limits,
                hasPrefix ? ", and the message begins otherwise" : ", and the message is not within that");
    }

    private static DeviceStatusException limited(Link link, MacKey key, KeyLimits limits, String message) {
        return refused(
                DeviceStatus.LIMITED,
                link,
                key.keyId(),
                "the key is limited" + (limits == null ? "" : " to " + limits) + message
                        + "; take a key for that, or give this one other limits ('due-hsm limits set')");
    }

    static DeviceStatusException unknownAlgorithm(Link link, KeyEntry key) {
        return refused(
                DeviceStatus.WRONG_ALGORITHM,
                link,
                key.id(),
                "the key is for " + key.algorithmName() + ", which this library does not know; update the library");
    }

    /** Returns what the device has answered, or throws if that has not this many bytes. */
    static byte[] requireSize(byte[] answer, int size, Link link) throws LinkException {
        if (answer.length != size) {
            throw misfit(link, answer.length + " bytes instead of " + size);
        }
        return answer;
    }

    /** The device has answered what it does not by the protocol. */
    static LinkException misfit(Link link, String answer) {
        return new LinkException(
                LinkException.Reason.VERSION,
                link.name() + ": the device has answered " + answer + "; install a matching firmware or library",
                null);
    }

    /** The error of a call that was not done: a LoginFailedException, or a DeviceUnavailableException. */
    static DueHsmException unavailable(IOException e, String keyId) {
        String message = about(keyId) + e.getMessage();
        Throwable first = e instanceof LinkException ? e : e.getCause(); // that of the first of several boards
        if (first instanceof LinkException failure && failure.reason() == LinkException.Reason.LOGIN_REFUSED) {
            return new LoginFailedException(message, failure.getCause());
        }
        return new DeviceUnavailableException(message, e);
    }

    /** The secret of a login cannot be used. */
    static LoginFailedException loginFailed(IOException e, ClientConfig config) {
        return new LoginFailedException(config.port() + ": " + e.getMessage(), e.getCause());
    }

    static DueHsmException streamFailed(LinkException e, String keyId) {
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

    static SeveralBoardsException severalBoards(ClientConfig config) {
        List<ClientConfig> ports = config.ofEachPort();
        String all = ports.stream().map(ClientConfig::port).collect(Collectors.joining(","));
        return new SeveralBoardsException((ports.size() > 1
                        ? "port = " + config.port() + " names " + ports.size() + " boards"
                        : config.port() + ": connections = " + config.connections() + " may lead to several boards")
                + ", and a change is made on one, so nothing was done; name that by its own port, without"
                + " connections, or store a key on all of them by 'due-hsm fleet import --port "
                + (ports.size() > 1 ? all : "A,B,C") + "'");
    }

    private static String about(String keyId) {
        return keyId == null ? "" : "key \"" + keyId + "\": ";
    }
}
