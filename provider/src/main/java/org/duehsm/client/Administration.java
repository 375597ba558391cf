package org.duehsm.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.duehsm.link.Call;
import org.duehsm.link.Limits;
import org.duehsm.link.Link;
import org.duehsm.link.LinkException;
import org.duehsm.link.Reply;
import org.duehsm.link.Request;
import org.duehsm.link.Verb;
import org.duehsm.link.Welcome;

/** The requests that read the device's state and its list of keys, on one session. All may be repeated. */
final class Administration {

    private static final int STATUS_TOPIC = 0;
    private static final int COUNTERS_TOPIC = 1;
    private static final int BUILD_TOPIC = 2;
    private static final int SEALED = 1;
    private static final int SELF_TEST_FAILED = 2;
    private static final int RANDOM_FAILED = 4;
    private static final int CLOSED = 8;
    private static final int GENERATED = 1;
    private static final int BEYOND_ALL = 0xFFFF;
    private static final int ENTRY_ID = 10;

    private final Link link;

    Administration(Link link) {
        this.link = link;
    }

    /** Sees whether the session still stands, at the cost of a round trip. */
    void ping() throws LinkException {
        info(STATUS_TOPIC, reply -> null);
    }

    /** Sees whether the board can work, at the cost of a round trip; throws DeviceStatusException if its self-test failed. */
    void requireWorking() throws LinkException {
        if ((info(STATUS_TOPIC, Administration::statusFlags) & SELF_TEST_FAILED) != 0) {
            throw Failures.selfTestFailed(link);
        }
    }

    DeviceInfo info() throws LinkException {
        DeviceInfo.Counters counters = info(
                COUNTERS_TOPIC,
                r -> new DeviceInfo.Counters(r.u32(), r.u32(), r.u32(), r.u32(), r.u32(), r.u32(), r.u32(), r.u32()));
        String build = info(BUILD_TOPIC, r -> new String(r.rest(), StandardCharsets.US_ASCII));
        return info(STATUS_TOPIC, r -> status(r, counters, build));
    }

    private <T> T info(int topic, Function<Reply, T> answer) throws LinkException {
        return call(request -> request.start(Verb.INFO).u8(topic), answer);
    }

    private DeviceInfo status(Reply reply, DeviceInfo.Counters counters, String build) {
        Welcome welcome = link.welcome();
        int flags = statusFlags(reply);
        return new DeviceInfo(
                link.name(),
                board(welcome.board()),
                welcome.firmware(),
                HexFormat.of().formatHex(welcome.uniqueId()),
                (flags & SEALED) != 0,
                (flags & SELF_TEST_FAILED) != 0,
                (flags & RANDOM_FAILED) != 0,
                (flags & CLOSED) != 0,
                reply.u16(),
                reply.u16(),
                reply.u16(),
                reply.u16(),
                counters,
                build,
                welcome.window(),
                welcome.maxPayload(),
                welcome.streams(),
                Optional.ofNullable(link.loginName()).map(name -> new LoginEntry(name, link.role())));
    }

    private static int statusFlags(Reply status) {
        int flags = status.u8();
        status.u8(); // reserved
        return flags;
    }

    private static String board(int kind) {
        return switch (kind) {
            case 1 -> "Arduino Due";
            case 2 -> "virtual Due";
            case 3 -> "host process";
            case 4 -> "device inside the JVM";
            default -> "unknown board " + kind;
        };
    }

    int keyCount() throws LinkException {
        return info(STATUS_TOPIC, reply -> {
            statusFlags(reply);
            return reply.u16();
        });
    }

    /**
     * Every key that is there from the beginning to the end, and of those that come or go meanwhile
     * some. A deletion moves the last key to the index that has become free (PROTOCOL.md section 5),
     * so that from the last index to the first none is missed; one that was read before it moved is
     * read again.
     */
    List<KeyEntry> keys() throws LinkException {
        Map<String, KeyEntry> keys = new LinkedHashMap<>();
        for (int index = BEYOND_ALL; index >= 0; ) {
            Piece head = piece(index, 0);
            if (head.entrySize > ENTRY_ID) {
                entry(index, head).ifPresent(entry -> keys.put(entry.id(), entry));
            }
            index = Math.min(index, head.count) - 1;
        }
        return List.copyOf(keys.values());
    }

    /** A piece of an entry as the device answers it. */
    private record Piece(long generation, int count, int entrySize, byte[] bytes) {}

    /**
     * The rest of an entry. Where the keys changed between its pieces, these may be of two keys, of
     * which one has gone and the other was read before; whether there is a key of this id, the device knows.
     */
    private Optional<KeyEntry> entry(int index, Piece head) throws LinkException {
        byte[] bytes = Arrays.copyOf(head.bytes, head.entrySize);
        boolean changed = false;
        for (int size = head.bytes.length; size < bytes.length; ) {
            Piece more = piece(index, size);
            int part = Math.min(more.bytes.length, bytes.length - size);
            if (part == 0) {
                return Optional.empty();
            }
            System.arraycopy(more.bytes, 0, bytes, size, part);
            size += part;
            changed |= more.generation != head.generation;
        }
        KeyEntry entry = entry(bytes);
        byte[] id = Arrays.copyOfRange(bytes, ENTRY_ID, bytes.length);
        return changed ? find(entry.id(), id) : withLimits(entry, id);
    }

    private Piece piece(int index, int offset) throws LinkException {
        return call(
                request -> request.start(Verb.LIST).u16(index).u8(offset),
                reply -> new Piece(reply.u32(), reply.u16(), reply.u8(), reply.rest()));
    }

    private static KeyEntry entry(byte[] bytes) {
        long created = 0;
        for (int i = ENTRY_ID - 1; i >= 2; i--) {
            created = created << Byte.SIZE | bytes[i] & 0xFF;
        }
        String id = new String(bytes, ENTRY_ID, bytes.length - ENTRY_ID, StandardCharsets.UTF_8);
        return new KeyEntry(id, bytes[0] & 0xFF, (bytes[1] & GENERATED) != 0, time(created), null);
    }

    Optional<KeyEntry> find(String keyId, byte[] id) throws LinkException {
        Optional<KeyEntry> found = findWithoutLimits(keyId, id);
        return found.isPresent() ? withLimits(found.get(), id) : found;
    }

    /** With the limits of its key, if that is still there. */
    private Optional<KeyEntry> withLimits(KeyEntry entry, byte[] id) throws LinkException {
        Optional<Algorithm> algorithm = entry.algorithm();
        KeyLimits limits = KeyLimits.NONE;
        if (algorithm.isPresent()) {
            try {
                limits = limits(entry.id(), id);
            } catch (DeviceStatusException e) {
                switch (e.status()) {
                    case UNKNOWN_KEY -> {
                        return Optional.empty();
                    }
                    // Firmware from before limits has none on keys of HMAC; it might be a broker as old, though.
                    case UNSUPPORTED -> limits = algorithm.get().isHmac() ? KeyLimits.NONE : null;
                    case NOT_PERMITTED -> limits = null; // a broker before the device does not tell
                    default -> throw e;
                }
            }
        }
        return Optional.of(new KeyEntry(entry.id(), entry.algorithmCode(), entry.generated(), entry.created(), limits));
    }

    /** The limits of a key; throws DeviceStatusException if there is none, or the device does not tell them. */
    KeyLimits limits(String keyId, byte[] id) throws LinkException {
        LimitsPiece piece = limits(keyId, id, 0);
        byte[] encoded = piece.bytes;
        while (encoded.length < piece.size && piece.bytes.length > 0) {
            long before = piece.generation;
            piece = limits(keyId, id, encoded.length);
            if (piece.generation != before) { // they may be of two keys
                piece = limits(keyId, id, 0);
                encoded = new byte[0];
            }
            int size = encoded.length;
            encoded = Arrays.copyOf(encoded, size + piece.bytes.length);
            System.arraycopy(piece.bytes, 0, encoded, size, piece.bytes.length);
        }
        try {
            return LimitList.decode(Failures.requireSize(encoded, piece.size, link));
        } catch (IllegalArgumentException e) {
            throw Failures.misfit(link, "limits that are none: " + e.getMessage());
        }
    }

    /** A piece of the limits of a key as the device answers it. */
    private record LimitsPiece(long generation, int size, byte[] bytes) {}

    private LimitsPiece limits(String keyId, byte[] id, int offset) throws LinkException {
        Call call = link.call();
        try {
            call.request().start(Verb.EXTENDED).u8(Verb.GET_LIMITS).u8(offset).prefixed(id);
            Reply reply = link.send(call);
            if (DeviceStatus.of(reply.status()) == DeviceStatus.UNSUPPORTED) {
                throw Failures.tooOld(DeviceStatus.UNSUPPORTED, link, keyId, "limits of keys");
            }
            Failures.check(reply.status(), link, keyId);
            return new LimitsPiece(reply.u32(), reply.u8(), reply.rest());
        } finally {
            link.recycle(call);
        }
    }

    /** Without the limits of the key, by one request. */
    Optional<KeyEntry> findWithoutLimits(String keyId, byte[] id) throws LinkException {
        Call call = link.call();
        try {
            call.request().start(Verb.FIND).prefixed(id);
            Reply reply = link.send(call);
            DeviceStatus status = DeviceStatus.of(reply.status());
            if (status == DeviceStatus.UNKNOWN_KEY || status == DeviceStatus.BAD_KEY_ID) {
                return Optional.empty();
            }
            Failures.check(reply.status(), link, keyId);
            return Optional.of(new KeyEntry(keyId, reply.u8(), (reply.u8() & GENERATED) != 0, time(reply.u64()), null));
        } finally {
            link.recycle(call);
        }
    }

    /** What a key is for. */
    Algorithm algorithm(String keyId, byte[] id) throws LinkException {
        KeyEntry key = findWithoutLimits(keyId, id).orElseThrow(() -> Failures.unknownKey(link, keyId));
        return key.algorithm().orElseThrow(() -> Failures.unknownAlgorithm(link, key));
    }

    private static Instant time(long created) {
        return created == 0 ? null : Instant.ofEpochMilli(created);
    }

    byte[] random(int count) throws LinkException {
        byte[] random = new byte[count];
        for (int at = 0; at < count; ) {
            int part = Math.min(Limits.RANDOM_MAX, count - at);
            byte[] bytes = call(request -> request.start(Verb.RANDOM).u8(part), Reply::rest);
            Failures.requireSize(bytes, part, link);
            System.arraycopy(bytes, 0, random, at, part);
            Arrays.fill(bytes, (byte) 0);
            at += part;
        }
        return random;
    }

    long measure(Measurement what) throws LinkException {
        return call(request -> request.start(Verb.MEASURE).u8(what.subject()).u16(what.count()), Reply::u32);
    }

    private <T> T call(Consumer<Request> fields, Function<Reply, T> answer) throws LinkException {
        Call call = link.call();
        try {
            fields.accept(call.request());
            Reply reply = link.send(call);
            Failures.check(reply.status(), link, null);
            return answer.apply(reply);
        } finally {
            link.recycle(call);
        }
    }
}
