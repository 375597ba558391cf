package org.duehsm.client;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.duehsm.link.Link;
import org.duehsm.link.Verb;
import org.duehsm.port.PortOpener;

/**
 * A device, or several with the same keys, for any number of threads. There is one session with a port in this JVM,
 * or as many as a configuration wants, which all clients share that name the port.
 *
 * <p>The port is opened by the first call that needs the device. When the device has gone, or was reset, or a broker is
 * there without its board, calls wait for its return until the time-out has passed since, whether they were under way
 * or begin meanwhile; then they fail, and so at once does each later one that does not find it. A call that is harmless to repeat is repeated
 * when the device is back, as often as it goes away again, at most for the time-out from the first time on. One that
 * changes something is not: if the device goes away in its middle, its outcome is unknown. When another program has
 * taken the device, calls fail; one that comes 10 s later, or longer if that has happened again and again, opens it
 * again.
 *
 * <p>Of several devices, the MAC of a whole message is computed by the one with the fewest calls under way, a {@link
 * MacMessage} that outgrows the host stays where it began, and what is read is that of the first, as the configuration
 * names them, that is there. A call that may be repeated goes to the others at once where its device has gone, and only
 * when all are away it waits as above, and fails with an error that names them all. A device that answers no more is
 * given up after the time-out. Whatever changes a device throws {@link SeveralBoardsException}, and a key that one of
 * them has not is an error that names it. Two names of one device are allowed, and gain nothing.
 *
 * <p>Unless said otherwise, methods throw {@link DeviceUnavailableException} if the device is not
 * there or does not answer, {@link DeviceStatusException} if it refuses, {@link
 * OutcomeUnknownException} if it went away in the middle of a change, and {@link
 * IllegalArgumentException} for a key id that is none. Interrupting a thread does not end its call.
 */
public final class DueHsmClient {

    private static final int RANDOM_MAX = 1 << 20;
    private static final int MAC_ATTEMPTS = 10;

    private final ClientConfig config;
    private final Boards boards;
    private final Changes changes;

    DueHsmClient(ClientConfig config, PortOpener opener) {
        this(config, opener, System::nanoTime);
    }

    DueHsmClient(ClientConfig config, PortOpener opener, LongSupplier nanoTime) {
        this(config, List.of(new Connection(opener, config, nanoTime)));
    }

    DueHsmClient(ClientConfig config, List<Connection> connections) {
        this.config = config;
        this.boards = new Boards(config, connections);
        this.changes = new Changes(config, boards);
    }

    /**
     * A client of this port, or these; does no I/O. All clients that name a port share its sessions.
     *
     * @throws IllegalArgumentException if this JVM uses a port already with another baud rate or time-out
     */
    public static DueHsmClient shared(ClientConfig config) {
        return new DueHsmClient(config, SharedConnections.of(config));
    }

    /** How the device is reached. */
    public ClientConfig config() {
        return config;
    }

    /**
     * The MAC of a whole message, by the key that has the id now. Where a key is replaced while the message is on its way
     * to it, the new one computes it from the start; after 10 such attempts it is {@link DeviceStatus#NO_STREAM}. A
     * message that is longer than any of the algorithm is {@link DeviceStatus#BAD_MESSAGE}, without asking the device.
     * For a message in parts there is {@link MacMessage}.
     */
    public byte[] mac(Algorithm algorithm, String keyId, byte[] message, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, message.length);
        return mac(MacKey.of(algorithm, keyId), message, offset, length);
    }

    byte[] mac(MacKey key, byte[] message, int offset, int length) {
        key.requireLength(length);
        MacRecording recording = MacRecording.started();
        for (int attempt = 1; ; attempt++) {
            try {
                return repeatable(Choice.LEAST_BUSY, key.keyId(), link -> {
                    byte[] mac = MacRequests.mac(link, key, message, offset, length);
                    MacRecording.done(recording, link, key, length);
                    return mac;
                });
            } catch (DeviceStatusException e) {
                if (e.status() != DeviceStatus.NO_STREAM || attempt == MAC_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** State and properties of the device; of several, that which answers, whose port it names. */
    public DeviceInfo info() {
        return repeatable(Choice.FIRST, null, link -> new Administration(link).info());
    }

    /** How many keys there are. */
    public int keyCount() {
        return repeatable(Choice.FIRST, null, link -> new Administration(link).keyCount());
    }

    /**
     * The keys, in no particular order: each that is there from the call to its return, once. Of those that are made or
     * deleted meanwhile some are in it.
     */
    public List<KeyEntry> keys() {
        return repeatable(Choice.FIRST, null, link -> new Administration(link).keys());
    }

    /** The key with this id, if there is one. */
    public Optional<KeyEntry> find(String keyId) {
        byte[] id = KeyId.encode(keyId);
        return repeatable(Choice.FIRST, keyId, link -> new Administration(link).find(keyId, id));
    }

    /** The same without asking for its limits, by one request instead of two: {@link KeyEntry#limits} is null. */
    public Optional<KeyEntry> findWithoutLimits(String keyId) {
        byte[] id = KeyId.encode(keyId);
        return repeatable(Choice.FIRST, keyId, link -> new Administration(link).findWithoutLimits(keyId, id));
    }

    /**
     * What the key with this id is for.
     *
     * @throws DeviceStatusException with {@link DeviceStatus#UNKNOWN_KEY} if there is none, and with {@link
     *     DeviceStatus#WRONG_ALGORITHM} if it is for an algorithm that this library does not know
     */
    public Algorithm algorithm(String keyId) {
        byte[] id = KeyId.encode(keyId);
        return repeatable(Choice.FIRST, keyId, link -> new Administration(link).algorithm(keyId, id));
    }

    /**
     * Stores a key. The device keeps what it needs to compute MACs, and never gives it out. The
     * array stays the caller's, to be wiped.
     *
     * @param key 1 to 1024 bytes, for Signature 4 the secret access key; more than a block of the algorithm's hash are
     *     hashed first, as RFC 2104 has it
     * @param replace whether a key with this id is replaced, atomically, and its limits with it: the new one has none,
     *     unless they are given; otherwise it is refused with {@link DeviceStatus#EXISTS}
     * @throws DeviceStatusException among others with {@link DeviceStatus#UNSUPPORTED} if the firmware has not this
     *     algorithm
     * @throws IllegalArgumentException if the key or the id has a wrong length
     */
    public void importKey(String keyId, Algorithm algorithm, byte[] key, boolean replace) {
        importKey(keyId, algorithm, key, KeyLimits.NONE, replace);
    }

    /**
     * The same of a key with limits.
     *
     * @throws DeviceStatusException with {@link DeviceStatus#UNSUPPORTED} also if the firmware has no such limits
     * @throws IllegalArgumentException also if the limits are too long, or are not for this algorithm
     */
    public void importKey(String keyId, Algorithm algorithm, byte[] key, KeyLimits limits, boolean replace) {
        KeyChanges.importKey(changes, keyId, algorithm, key, limits, replace);
    }

    /**
     * Has the device make a key that nobody ever sees. An id that exists is refused with {@link DeviceStatus#EXISTS}, an
     * algorithm that the firmware has not with {@link DeviceStatus#UNSUPPORTED}.
     *
     * @throws IllegalArgumentException also for an algorithm that is not {@linkplain Algorithm#isHmac() HMAC}: its keys
     *     come from who checks its signatures
     */
    public void generateKey(String keyId, Algorithm algorithm) {
        generateKey(keyId, algorithm, KeyLimits.NONE);
    }

    /**
     * The same of a key with limits.
     *
     * @throws DeviceStatusException with {@link DeviceStatus#UNSUPPORTED} also if the firmware has no such limits
     * @throws IllegalArgumentException also if the limits are too long, or are not for this algorithm
     */
    public void generateKey(String keyId, Algorithm algorithm, KeyLimits limits) {
        KeyChanges.generateKey(changes, keyId, algorithm, limits);
    }

    /**
     * Gives a key these limits in place of those that it has; {@link KeyLimits#NONE} takes all away. The key is the same,
     * but MACs in progress by it are lost. A sealed device refuses it, or, if it has logins, all but tighter limits.
     *
     * @throws DeviceStatusException among others with {@link DeviceStatus#UNKNOWN_KEY} if there is no such key, and with
     *     {@link DeviceStatus#UNSUPPORTED} if the firmware cannot change limits, or has no such
     * @throws IllegalArgumentException also if the limits are too long, or are not for the key's algorithm
     */
    public void setLimits(String keyId, KeyLimits limits) {
        requireOneBoard();
        KeyChanges.setLimits(changes, keyId, algorithm(keyId), limits);
    }

    /** Deletes a key and wipes it. */
    public void deleteKey(String keyId) {
        KeyChanges.deleteKey(changes, keyId);
    }

    /**
     * Random bytes of the device's source.
     *
     * @param count 0 to 1048576
     */
    public byte[] random(int count) {
        if (count < 0 || count > RANDOM_MAX) {
            throw new IllegalArgumentException("random gives 0 to " + RANDOM_MAX + " bytes at a time, not " + count);
        }
        return repeatable(Choice.FIRST, null, link -> new Administration(link).random(count));
    }

    /**
     * Seals the device, for good: it will refuse import, generate and delete. It resets afterwards.
     *
     * @param uniqueId the unique id, 16 bytes, of the device that is meant
     */
    public void seal(byte[] uniqueId) {
        byte[] id = uniqueId.clone();
        changes.make(
                null,
                request -> request.start(Verb.SEAL).bytes(id),
                (status, link) -> Failures.checkChange(status, link, null, null, KeyLimits.NONE));
    }

    /**
     * Processor cycles of an inner loop of the firmware.
     *
     * @throws DeviceStatusException with {@link DeviceStatus#UNSUPPORTED} if the board has no counter, or not the algorithm
     */
    public long measure(Measurement what) {
        return repeatable(Choice.FIRST, null, link -> new Administration(link).measure(what));
    }

    /**
     * Logs in, at each board, as the configuration says, and has this done whenever a session is opened from now on, for
     * all clients that share it. Only a secret that is encrypted needs that: it stays in memory until {@link #logout}.
     *
     * @param passphrase of the secret file, which stays the caller's; not looked at if that is not encrypted; null: there
     *     is none, or it was given before
     * @throws LoginFailedException if the secret cannot be had; or if the device does not take it, and then it is forgotten,
     *     as it is if the device is not there
     * @throws IllegalStateException if the configuration has no login
     */
    public void login(char[] passphrase) {
        boolean news = false;
        boolean done = false;
        try {
            news = boards.logIn(config.login(), passphrase);
            standing(null);
            done = true;
        } catch (IOException e) {
            throw Failures.loginFailed(e, config);
        } finally {
            if (news && !done) {
                boards.logOut();
            }
        }
    }

    /**
     * Whether {@link #login} needs a passphrase: there is a login, its secret is encrypted, and it was not given before.
     *
     * @throws LoginFailedException if the secret file cannot be used
     */
    public boolean wantsPassphrase() {
        try {
            return !config.login().isNone()
                    && !boards.haveSecret()
                    && SecretFile.isEncrypted(config.login().secretFile());
        } catch (IOException e) {
            throw Failures.loginFailed(e, config);
        }
    }

    /**
     * Forgets the secret, and ends the sessions, and with them the logins there; calls under way fail. The next call
     * needs {@link #login} again, unless the secret file is not encrypted.
     */
    public void logout() {
        boards.logOut();
    }

    /** The logins that the device has, in no particular order; of an open device none. */
    public List<LoginEntry> logins() {
        return repeatable(Choice.FIRST, null, Logins::all);
    }

    /**
     * Makes a login. The first one has to be a manager's, and closes the device for good: it serves only who logs in
     * then. It crosses the line in clear, later ones in an envelope.
     *
     * @param secret stays the caller's
     * @throws DeviceStatusException with {@link DeviceStatus#EXISTS} if the device has a login of this name, among others
     */
    public void addLogin(LoginSecret secret) {
        Logins.add(changes, secret);
    }

    /**
     * Removes a login. The last manager's cannot be removed.
     *
     * @throws DeviceStatusException with {@link DeviceStatus#UNKNOWN_KEY} if the device has none of this name
     * @throws IllegalArgumentException for a name that is no login's
     */
    public void removeLogin(String name) {
        Logins.remove(changes, name);
    }

    /**
     * Ends the sessions and closes the ports, also for other clients that name them, so that another program can have
     * them, and the class loader of this class can be collected; calls under way fail. Waits for a call that is just
     * opening one. The next call opens them again.
     */
    public void close() {
        boards.close();
    }

    /**
     * Does nothing, unless this client may reach several boards: for what is to begin only if it can end by a change.
     *
     * @throws SeveralBoardsException if there are several ports or sessions
     */
    public void requireOneBoard() {
        changes.requireOneBoard();
    }

    /** Does what is harmless to repeat. */
    private <T> T repeatable(Choice choice, String keyId, Operation<T> operation) {
        try {
            return boards.repeat(choice, operation);
        } catch (IOException e) {
            throw Failures.unavailable(e, keyId);
        }
    }

    Link standing(String keyId) {
        return changes.standing(keyId);
    }
}
