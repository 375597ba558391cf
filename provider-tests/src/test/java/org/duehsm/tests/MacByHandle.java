package org.duehsm.tests;

import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.provider.DueHsmKey;

/** A program that has handles, and lives on with what it gets for them. */
final class MacByHandle {

    private static final String ID = "by handle";

    private MacByHandle() {}

    /** Prints the DueHSMs there are, and the MAC by a handle of each token in the arguments; or why there is none. */
    public static void main(String[] tokens) throws Exception {
        System.out.println("there are "
                + Arrays.stream(Security.getProviders())
                        .map(Provider::getName)
                        .filter(name -> name.startsWith("DueHSM"))
                        .toList());
        for (String token : tokens) {
            System.out.println(token + " " + mac(token));
        }
        OrdinaryKeys.main(new String[0]);
    }

    private static String mac(String token) {
        try {
            if (Security.getProvider(token) != null) {
                KeyStore store = KeyStore.getInstance("DueHSM", token);
                store.load(null, null);
                store.setKeyEntry(ID, new SecretKeySpec("Jefe".getBytes(), "HmacSHA1"), null, null);
            }
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(DueHsmKey.of(token, ID));
            return HexFormat.of().formatHex(mac.doFinal("what do ya want for nothing?".getBytes()));
        } catch (Exception e) {
            return e.toString();
        }
    }
}
