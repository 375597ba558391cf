package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** This end of logins and envelopes makes the frames of PROTOCOL.md, and believes the answers that are there. */
class LoginFramesTest {

    private static final byte[] KEY_ID = ascii("jefe");
    private static final byte[] KEY = ascii("Jefe");
    private static final int ADD_LOGIN = 4;
    private static final int UNKNOWN_KEY = 1;

    private final Welcome welcome =
            Welcome.read(ProtocolPage.example("closed-welcome").packet());

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytesFrom(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static byte[] payload(String name) {
        byte[] packet = ProtocolPage.example(name).packet();
        return Arrays.copyOfRange(packet, Packet.PAYLOAD, packet.length);
    }

    private static Reply reply(String name) {
        byte[] packet = ProtocolPage.example(name).packet();
        Reply reply = new Reply();
        reply.set(packet[Packet.CODE], packet, packet.length);
        return reply;
    }

    private static void expect(Request request, String name) {
        byte[] expected = payload(name);
        byte[] codeAndPayload = new byte[1 + expected.length];
        codeAndPayload[0] = ProtocolPage.example(name).packet()[Packet.CODE];
        System.arraycopy(expected, 0, codeAndPayload, 1, expected.length);
        assertThat(request.codeAndHead()).as(name).isEqualTo(codeAndPayload);
    }

    /** Logs in as the page does, whose nonce of the host stands in its proof; returns the session key. */
    private byte[] login(String name, int role, int secret) throws LinkException {
        LoginHandshake handshake =
                new LoginHandshake("page", welcome, new Credential(ascii(name), role, bytesFrom(secret)));
        Request request = new Request();
        handshake.sayName(request);
        expect(request, "login-" + name);
        byte[] hostNonce = Arrays.copyOfRange(payload("prove-" + name), 1, 1 + Limits.LOGIN_NONCE_SIZE);
        handshake.prove(payload("nonce-" + name), hostNonce, request);
        expect(request, "prove-" + name);
        return handshake.sessionKey(reply("proven-" + name));
    }

    private static void seal(Envelope envelope, Request request, String name, String answer, int status) {
        envelope.seal(request);
        expect(request, name);
        Reply reply = reply(answer);
        assertThat(envelope.open(reply)).as(answer).isTrue();
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.rest()).isEmpty();
    }

    @Test
    void aManagerDoesAsThePageSays() throws LinkException {
        Envelope envelope = new Envelope(login("manager", 2, 0));
        Request request =
                new Request().start(Verb.IMPORT).u8(1).prefixed(KEY_ID).u64(0).prefixed(KEY);
        seal(envelope, request, "seal-import", "sealed-import", Status.OK);
        request.start(Verb.EXTENDED)
                .u8(ADD_LOGIN)
                .u8(1)
                .prefixed(ascii("signer"))
                .bytes(bytesFrom(0x20));
        seal(envelope, request, "seal-add-signer", "sealed-add-signer", Status.OK);
        assertThat(envelope.open(reply("seal-again-reply"))).isFalse();
        request.start(Verb.DELETE).prefixed(ascii("none"));
        seal(envelope, request, "seal-delete", "sealed-delete", UNKNOWN_KEY);
    }

    @Test
    void aUserLogsInAndOutAsThePageSays() throws LinkException {
        login("signer", 1, 0x20);
        Request request = new Request();
        LoginHandshake.logOut(request);
        expect(request, "logout");
    }
}
