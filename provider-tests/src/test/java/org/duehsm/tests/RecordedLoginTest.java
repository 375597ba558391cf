package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.Login;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.LoneClient;
import org.duehsm.client.Role;
import org.duehsm.client.SecretFile;
import org.duehsm.firmware.JvmDue;
import org.duehsm.port.PortName;
import org.duehsm.port.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever has recorded all that was on the line since the first login was made tries each piece of it, and what can be
 * derived from that, as a secret, a session's key, or a key that was imported. Inside the JVM: the line is the same.
 */
@Timeout(120)
class RecordedLoginTest {

    private static final Algorithm SHA256 = Algorithm.HMAC_SHA256;
    private static final int REQUEST = 0x12;
    private static final int WELCOME = 0x08;
    private static final int LOGIN = 13;
    private static final int ENVELOPE = 14;
    private static final int PAYLOAD = 8;
    private static final int TAG = 16;
    private static final int[] KEY_SIZES = {16, 20, 32, 64};

    @TempDir
    Path folder;

    private final LoginSecret manager = LoginSecret.generate("boss", Role.MANAGER);
    private final LoginSecret user = LoginSecret.generate("webhook", Role.USER);
    private final Map<byte[], byte[]> macs = new LinkedHashMap<>(); // by message
    private final Map<byte[], byte[]> proofs = new LinkedHashMap<>(); // by transcript
    private final List<byte[]> envelopes = new ArrayList<>();

    @Test
    void yieldsNoSecretAndNoKey() throws Exception {
        byte[][] keys = {random(1, 32), random(2, 64), random(3, 20)};
        RecordingPort.Recording recording = new RecordingPort.Recording();
        try (JvmDue due = JvmDue.inMemory()) {
            DueHsmClient open = LoneClient.of(ClientConfig.of(due.port()));
            open.addLogin(manager);
            open.close();
            DueHsmClient boss = recorded(due, manager, recording);
            for (byte[] key : keys) {
                boss.importKey("k", SHA256, key, key != keys[0]);
                mac(boss);
            }
            boss.generateKey("made", SHA256);
            boss.addLogin(user);
            boss.logins();
            due.reset();
            boss.deleteKey("made");
            boss.close();
            DueHsmClient signer = recorded(due, user, recording);
            signer.mac(SHA256, "k", new byte[300], 0, 300);
            signer.close();
        }
        follow(recording.packets);
        assertThat(proofs).as("logins that were recorded").hasSize(3);
        assertThat(envelopes).as("changes that were recorded").hasSize(6);

        assertThat(found(all(recording))).isEmpty();
        // The search itself.
        byte[] transcript = proofs.keySet().iterator().next();
        byte[] sessionKey = hmac(manager.secret(), "DueHSM session".getBytes(US_ASCII), transcript);
        assertThat(found(List.of(join(random(9, 7), manager.secret(), random(9, 7)))))
                .containsExactly("secret", "session key");
        assertThat(found(List.of(join(random(9, 7), user.secret())))).containsExactly("secret");
        assertThat(found(List.of(join(random(9, 7), sessionKey)))).containsExactly("session key");
        assertThat(found(List.of(hmac(sessionKey, "seal mac".getBytes(US_ASCII), number(1)))))
                .containsExactly("key of a tag");
        assertThat(found(List.of(hmac(sessionKey, "seal enc".getBytes(US_ASCII), number(1)))))
                .containsExactly("key of a ciphertext");
        for (byte[] key : keys) {
            assertThat(found(List.of(join(random(9, 7), key)))).containsExactly("imported key");
        }
    }

    private DueHsmClient recorded(JvmDue due, LoginSecret secret, RecordingPort.Recording recording) throws Exception {
        Path file = folder.resolve(secret.name());
        SecretFile.write(file, secret, null);
        ClientConfig config =
                new ClientConfig(due.port(), 250_000, Duration.ofSeconds(20)).withLogin(new Login(null, file));
        return LoneClient.of(config, () -> new RecordingPort(Ports.open(PortName.parse(due.port()), 1000), recording));
    }

    private void mac(DueHsmClient client) {
        byte[] message = random(100 + macs.size(), 300);
        macs.put(message, client.mac(SHA256, "k", message, 0, message.length));
    }

    private static byte[] random(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** What the recording tells of logins and envelopes to who has read PROTOCOL.md. */
    private void follow(List<byte[]> packets) {
        ByteBuffer place = null;
        byte[] name = {};
        byte[] nonce = {};
        for (int i = 0; i < packets.size(); i++) {
            byte[] p = packets.get(i);
            int verb = p[1] & 0xF;
            if (p[0] == WELCOME) {
                place = ByteBuffer.allocate(23)
                        .put((byte) 1)
                        .put(p, PAYLOAD + 32, 16)
                        .put(p, PAYLOAD + 12, 4)
                        .put(p, 2, 2);
            } else if (p[0] == REQUEST && verb == LOGIN && p[PAYLOAD] == 1) {
                name = Arrays.copyOfRange(p, PAYLOAD + 1, p.length);
                nonce = Arrays.copyOfRange(packets.get(i + 1), PAYLOAD, PAYLOAD + 16);
            } else if (p[0] == REQUEST && verb == LOGIN && p[PAYLOAD] == 2) {
                byte role = (byte) (name[1] == 'b' ? 2 : 1);
                byte[] h = Arrays.copyOfRange(p, PAYLOAD + 1, PAYLOAD + 17);
                proofs.put(
                        join(place.array(), name, new byte[] {role}, nonce, h),
                        Arrays.copyOfRange(p, PAYLOAD + 17, p.length));
            } else if (p[0] == REQUEST && verb == ENVELOPE) {
                envelopes.add(Arrays.copyOfRange(p, PAYLOAD, p.length));
            }
        }
    }

    private static List<byte[]> all(RecordingPort.Recording recording) {
        return List.of(
                recording.toDevice.toByteArray(),
                recording.toHost.toByteArray(),
                join(recording.packets.toArray(byte[][]::new)));
    }

    /** What the pieces of these texts are good for. */
    private TreeSet<String> found(List<byte[]> texts) throws GeneralSecurityException {
        TreeSet<String> found = new TreeSet<>();
        for (byte[] text : texts) {
            for (int at = 0; at < text.length; at++) {
                for (int size : KEY_SIZES) {
                    if (at + size <= text.length) {
                        byte[] piece = Arrays.copyOfRange(text, at, at + size);
                        for (Map.Entry<byte[], byte[]> mac : macs.entrySet()) {
                            if (Arrays.equals(hmac(piece, mac.getKey()), mac.getValue())) {
                                found.add("imported key");
                            }
                        }
                        if (size == LoginSecret.SECRET_BYTES) {
                            trySecret(piece, found);
                        }
                    }
                }
            }
        }
        return found;
    }

    private void trySecret(byte[] piece, TreeSet<String> found) throws GeneralSecurityException {
        trySessionKey(piece, found);
        for (Map.Entry<byte[], byte[]> login : proofs.entrySet()) {
            if (Arrays.equals(hmac(piece, "DueHSM login host".getBytes(US_ASCII), login.getKey()), login.getValue())) {
                found.add("secret");
            }
            trySessionKey(hmac(piece, "DueHSM session".getBytes(US_ASCII), login.getKey()), found);
        }
    }

    private void trySessionKey(byte[] key, TreeSet<String> found) throws GeneralSecurityException {
        byte[] envelope = envelopes.get(0);
        byte[] n = Arrays.copyOf(envelope, Long.BYTES);
        if (isTagKey(hmac(key, "seal mac".getBytes(US_ASCII), n), envelope)) {
            found.add("session key");
        }
        if (isTagKey(key, envelope)) {
            found.add("key of a tag");
        }
        byte[] stream = hmac(key, new byte[Integer.BYTES]);
        byte[] start = {7, 2, 1, 'k'}; // IMPORT, HMAC-SHA256, key id
        boolean opens = true;
        for (int i = 0; i < start.length; i++) {
            opens &= (byte) (stream[i] ^ envelope[Long.BYTES + i]) == start[i];
        }
        if (opens) {
            found.add("key of a ciphertext");
        }
    }

    private static boolean isTagKey(byte[] key, byte[] envelope) throws GeneralSecurityException {
        byte[] tagged = Arrays.copyOf(envelope, envelope.length - TAG);
        byte[] tag = Arrays.copyOfRange(envelope, tagged.length, envelope.length);
        return Arrays.equals(Arrays.copyOf(hmac(key, new byte[1], tagged), TAG), tag);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        return Due.software(SHA256, key).doFinal(join(parts));
    }

    private static byte[] number(long n) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(n)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
