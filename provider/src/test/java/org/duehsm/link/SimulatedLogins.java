package org.duehsm.link;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The logins of a closed device, by PROTOCOL.md and the JDK's own Mac, with nothing of the library's, for what no real
 * device does: it can lie in each answer. What a role may do it does not know.
 */
public final class SimulatedLogins {

    private static final int NOT_PERMITTED = 18;
    private static final int UNKNOWN_KEY = 1;
    private static final int EXISTS = 6;
    private static final int CLOSED = 8;
    private static final int TAG = 16;

    private record Login(int role, byte[] secret) {}

    private final Map<String, Login> logins = new LinkedHashMap<>();

    /** What becomes of the answer to a proof, status first. */
    public volatile UnaryOperator<byte[]> proofAnswer = UnaryOperator.identity();
    /** What becomes of the answer to an envelope, status first. */
    public volatile UnaryOperator<byte[]> envelopeAnswer = UnaryOperator.identity();
    /** The status of the answer to a name; 0: as it should be. */
    public volatile int nameRefusal;
    /** How often somebody has logged in, and out. */
    public volatile int entered;

    public volatile int left;
    /** Verbs and flags that came in envelopes. */
    public final java.util.List<Integer> sealed = new java.util.concurrent.CopyOnWriteArrayList<>();

    private byte[] place;
    private byte[] nonce;
    private String name;
    private int role;
    private byte[] sessionKey;
    private long number;

    public SimulatedLogins with(String name, int role, byte[] secret) {
        logins.put(name, new Login(role, secret.clone()));
        return this;
    }

    int flags() {
        return logins.isEmpty() ? 0 : CLOSED;
    }

    void sessionOpened(byte[] uniqueId, int boot, int epoch) {
        place = little(1 + 16 + 4 + 2)
                .put((byte) 1)
                .put(uniqueId)
                .putInt(boot)
                .putShort((short) epoch)
                .array();
        end();
    }

    /** Ends the login that stands, as a device does for reasons of its own. */
    public void end() {
        role = 0;
        sessionKey = null;
        nonce = null;
    }

    byte[] answer(int code, byte[] payload, BiFunction<Integer, byte[], byte[]> device) {
        return switch (code) {
            case Verb.LOGIN -> login(payload);
            case Verb.ENVELOPE -> envelopeAnswer.apply(envelope(payload, device));
            case Verb.INFO -> {
                byte[] info = new byte[40];
                info[1] = CLOSED;
                yield info;
            }
            case Verb.IMPORT, Verb.IMPORT | Verb.REPLACE, Verb.GENERATE, Verb.DELETE, Verb.SEAL -> refusal();
            case Verb.EXTENDED -> payload[0] == Verb.LIST_LOGINS && role == 2 ? list(payload) : refusal();
            default -> role == 0 ? refusal() : device.apply(code, payload);
        };
    }

    private static byte[] refusal() {
        return new byte[] {NOT_PERMITTED};
    }

    private byte[] login(byte[] p) {
        switch (p[0]) {
            case 1 -> {
                end();
                name = new String(p, 2, p[1], StandardCharsets.UTF_8);
                nonce = new byte[16];
                Arrays.fill(nonce, (byte) (entered + 1));
                return nameRefusal != 0 ? new byte[] {(byte) nameRefusal} : join(new byte[1], nonce);
            }
            case 2 -> {
                byte[] d = nonce;
                Login login = logins.get(name);
                end();
                return proofAnswer.apply(d == null || login == null ? refusal() : prove(login, d, p));
            }
            default -> {
                end();
                left++;
                return new byte[1];
            }
        }
    }

    private byte[] prove(Login login, byte[] d, byte[] p) {
        byte[] id = name.getBytes(StandardCharsets.UTF_8);
        byte[] h = Arrays.copyOfRange(p, 1, 17);
        byte[] transcript = join(place, new byte[] {(byte) id.length}, id, new byte[] {(byte) login.role}, d, h);
        byte[] proof = mac(login.secret, "DueHSM login host".getBytes(StandardCharsets.US_ASCII), transcript);
        if (!Arrays.equals(proof, Arrays.copyOfRange(p, 17, p.length))) {
            return refusal();
        }
        entered++;
        role = login.role;
        number = 0;
        sessionKey = mac(login.secret, "DueHSM session".getBytes(StandardCharsets.US_ASCII), transcript);
        return join(
                new byte[1], mac(login.secret, "DueHSM login device".getBytes(StandardCharsets.US_ASCII), transcript));
    }

    private byte[] envelope(byte[] p, BiFunction<Integer, byte[], byte[]> device) {
        if (role != 2 || p.length < Long.BYTES + 1 + TAG) {
            return refusal();
        }
        long n = ByteBuffer.wrap(p).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] encoded = little(Long.BYTES).putLong(n).array();
        byte[] text = Arrays.copyOfRange(p, Long.BYTES, p.length - TAG);
        byte[] key = mac(sessionKey, "seal mac".getBytes(StandardCharsets.US_ASCII), encoded);
        byte[] tag = Arrays.copyOf(mac(key, new byte[1], encoded, text), TAG);
        if (n != number + 1 || !Arrays.equals(tag, Arrays.copyOfRange(p, p.length - TAG, p.length))) {
            return refusal();
        }
        number = n;
        byte[] encryption = mac(sessionKey, "seal enc".getBytes(StandardCharsets.US_ASCII), encoded);
        for (int i = 0; i < text.length; i++) {
            text[i] ^= mac(encryption, little(4).putInt(i / 32).array())[i % 32];
        }
        sealed.add((int) text[0]);
        byte[] answer = inner(text[0], Arrays.copyOfRange(text, 1, text.length), device);
        byte[] ours = Arrays.copyOf(mac(key, new byte[] {1}, encoded, answer), TAG);
        return join(answer, ours);
    }

    private byte[] inner(int code, byte[] p, BiFunction<Integer, byte[], byte[]> device) {
        if (code != Verb.EXTENDED) {
            return device.apply(code, p);
        }
        String id = new String(
                p, p[0] == Verb.ADD_LOGIN ? 3 : 2, p[p[0] == Verb.ADD_LOGIN ? 2 : 1], StandardCharsets.UTF_8);
        Login before = logins.get(id);
        if (p[0] == Verb.ADD_LOGIN) {
            logins.putIfAbsent(id, new Login(p[1], Arrays.copyOfRange(p, p.length - 32, p.length)));
            return new byte[] {(byte) (before == null ? 0 : EXISTS)};
        }
        if (id.equals(name)
                && logins.values().stream().filter(each -> each.role == 2).count() == 1) {
            return refusal();
        }
        logins.remove(id);
        return new byte[] {(byte) (before == null ? UNKNOWN_KEY : 0)};
    }

    private byte[] list(byte[] p) {
        int index = ByteBuffer.wrap(p).order(ByteOrder.LITTLE_ENDIAN).getShort(1) & 0xFFFF;
        byte[] head = little(1 + 4 + 2)
                .put((byte) 0)
                .putInt(1)
                .putShort((short) logins.size())
                .array();
        if (index >= logins.size()) {
            return join(head, new byte[1]);
        }
        Map.Entry<String, Login> login =
                logins.entrySet().stream().skip(index).findFirst().orElseThrow();
        byte[] id = login.getKey().getBytes(StandardCharsets.UTF_8);
        return join(head, new byte[] {(byte) (1 + id.length), (byte) login.getValue().role}, id);
    }

    private static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(join(parts));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
