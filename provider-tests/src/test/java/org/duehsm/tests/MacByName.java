package org.duehsm.tests;

import java.security.KeyStore;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A program that knows no class of DueHSM: what the JVM's configuration gives, it uses. */
final class MacByName {

    private MacByName() {}

    /** An argument to ask for the MAC's length before there is a key. */
    static final String UNSEEN = "unseen";

    /** Prints the last provider's name, and the MAC by a device's key and by the same key in software. */
    public static void main(String[] arguments) throws Exception {
        UUID.randomUUID();
        var providers = Security.getProviders();
        System.out.println(providers[providers.length - 1].getName());
        if (Arrays.stream(providers).noneMatch(provider -> provider.getName().equals("DueHSM"))) {
            return;
        }
        SecretKey ordinary = new SecretKeySpec("Jefe".getBytes(), "HmacSHA1");
        KeyStore store = KeyStore.getInstance("DueHSM");
        store.load(null, null);
        store.setKeyEntry("by name", ordinary, null, null);
        boolean unseen = List.of(arguments).contains(UNSEEN);
        print((SecretKey) store.getKey("by name", null), unseen);
        print(ordinary, unseen);
    }

    private static void print(SecretKey key, boolean unseen) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        if (unseen) {
            mac.getMacLength();
        }
        mac.init(key);
        byte[] digest = mac.doFinal("what do ya want for nothing?".getBytes());
        System.out.println(mac.getProvider().getName() + " " + HexFormat.of().formatHex(digest));
    }
}
