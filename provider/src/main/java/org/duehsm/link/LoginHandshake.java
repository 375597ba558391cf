package org.duehsm.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.duehsm.link.LinkException.Reason;

/**
 * A login in a session that has just been opened (PROTOCOL.md, logins), as two requests and what their replies mean.
 * It has no port; a reply that is not the one hoped for is thrown as a LinkException that says what to do.
 */
final class LoginHandshake {

    /** A broker that has not seen its board, whose words are then not the board's. */
    private static final int NO_BOARD_YET = 0;

    private static final byte[] HOST_PROOF = ascii("DueHSM login host");
    private static final byte[] DEVICE_PROOF = ascii("DueHSM login device");
    private static final byte[] SESSION_KEY = ascii("DueHSM session");
    private static final int NAME_STEP = 1;
    private static final int PROOF_STEP = 2;
    private static final int LOGOUT_STEP = 3;

    private final String port;
    private final Welcome welcome;
    private final Credential credential;
    private byte[] transcript;

    /** @param port its name, for messages */
    LoginHandshake(String port, Welcome welcome, Credential credential) {
        this.port = port;
        this.welcome = welcome;
        this.credential = credential;
    }

    /** Makes the request that ends a login. */
    static void logOut(Request request) {
        request.start(Verb.LOGIN).u8(LOGOUT_STEP);
    }

    /** Makes the request that says who logs in. */
    void sayName(Request request) {
        request.start(Verb.LOGIN).u8(NAME_STEP).prefixed(credential.name);
    }

    /** Takes the reply to that, and makes the request that shows that this host has the secret. */
    void prove(Reply answer, Request request) throws LinkException {
        if (answer.status() != Status.OK) {
            throw refused(nameRefused(answer.status()));
        }
        byte[] theirs = answer.rest();
        if (theirs.length != Limits.LOGIN_NONCE_SIZE) {
            throw refused("the device has answered " + theirs.length + " bytes to a login, not "
                    + Limits.LOGIN_NONCE_SIZE + "; install a matching firmware or library");
        }
        byte[] ours = new byte[Limits.LOGIN_NONCE_SIZE];
        new SecureRandom().nextBytes(ours); // never of our own provider: see Handshake
        prove(theirs, ours, request);
    }

    /** Makes that request from the nonces of both. */
    void prove(byte[] theirs, byte[] ours, Request request) {
        transcript = transcript(theirs, ours);
        byte[] proof = HmacSha256.mac(credential.secret, HOST_PROOF, transcript);
        request.start(Verb.LOGIN).u8(PROOF_STEP).bytes(ours).bytes(proof);
    }

    /** Takes the reply to that; returns the key of the session if the device has the secret, too. */
    byte[] sessionKey(Reply answer) throws LinkException {
        if (answer.status() != Status.OK) {
            throw refused(proofRefused(answer.status()));
        }
        byte[] proof = HmacSha256.mac(credential.secret, DEVICE_PROOF, transcript);
        if (!MessageDigest.isEqual(proof, answer.rest())) {
            throw refused("what answers takes the login and does not know its secret, so it is not the device, or"
                    + " somebody changes what is on the line; look what is between this program and the device");
        }
        return HmacSha256.mac(credential.secret, SESSION_KEY, transcript);
    }

    private byte[] transcript(byte[] theirs, byte[] ours) {
        byte[] text = new byte[1 + Limits.UNIQUE_ID_SIZE + 4 + 2 + 1 + credential.name.length + 1 + 2 * ours.length];
        text[0] = Limits.VERSION;
        int at = 1 + put(welcome.uniqueId(), text, 1);
        Packet.putU32(text, at, welcome.boot());
        Packet.putU16(text, at + 4, welcome.epoch());
        text[at + 6] = (byte) credential.name.length;
        at += 7 + put(credential.name, text, at + 7);
        text[at++] = (byte) credential.role;
        at += put(theirs, text, at);
        put(ours, text, at);
        return text;
    }

    private static int put(byte[] source, byte[] text, int at) {
        System.arraycopy(source, 0, text, at, source.length);
        return source.length;
    }

    private String nameRefused(int status) {
        return switch (status) {
            case Status.UNSUPPORTED ->
                "the firmware of this device, " + welcome.firmware() + ", has no logins; upload a newer"
                        + " one, which wipes the keys that are there, or leave login and secret-file out";
            case Status.NOT_PERMITTED ->
                welcome.isClosed() || welcome.board() == NO_BOARD_YET
                        ? "no login is taken here: if this is the port of a broker, leave login and secret-file out,"
                                + " because the broker logs in for all ('due-hsm serve --login'); if it is the device's own,"
                                + " its logins cannot be read any more, and only ERASE opens it, which wipes all keys"
                        : "the device is open, it has no logins, so it may be another than is meant; leave login and"
                                + " secret-file out, or make its first login by 'due-hsm logins add'";
            default -> otherwise(status);
        };
    }

    /* It is not said whether name, role or secret is wrong, because the device does not say it. */
    private String proofRefused(int status) {
        return status == Status.NOT_PERMITTED
                ? "the device does not take the login \"" + name() + "\": it has none of this name, role and secret;"
                        + " is this the device, and the secret file, that is meant? A manager lists its logins by"
                        + " 'due-hsm logins'"
                : otherwise(status);
    }

    private static String otherwise(int status) {
        return switch (status) {
            case Status.SELF_TEST_FAILED ->
                "the self-test of the device failed, so it takes no login; power it off and on, and"
                        + " replace it if that does not help";
            case Status.RANDOM_FAILED ->
                "the random source of the device failed its health test, so it takes no login; power it"
                        + " off and on";
            default ->
                "the device refuses the login with a status that this library does not expect (" + status
                        + "); install a matching firmware or library";
        };
    }

    private String name() {
        return new String(credential.name, StandardCharsets.UTF_8);
    }

    private LinkException refused(String why) {
        return new LinkException(Reason.LOGIN_REFUSED, port + ": " + why, null);
    }

    private static byte[] ascii(String label) {
        return label.getBytes(StandardCharsets.US_ASCII);
    }
}
