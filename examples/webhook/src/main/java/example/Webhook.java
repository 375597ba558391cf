package example;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Signs what is sent, by a key that may be a handle or not: nothing here knows of DueHSM. */
public final class Webhook {

    private final SecretKey key;

    public Webhook(SecretKey key) {
        this.key = key;
    }

    /** What a receiver finds in the header, as GitHub has it. */
    public String signature(byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }
}
