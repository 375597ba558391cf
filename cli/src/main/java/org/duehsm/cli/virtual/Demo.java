package org.duehsm.cli.virtual;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.cli.device.DeviceFacts;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;

/** The story that {@code due-hsm demo} tells. */
final class Demo {

    private static final String MESSAGE = "Nobody can copy the key that signed this.";
    private static final int LONG_MESSAGE = 1 << 20;
    private static final int SHORT_MESSAGE = 1 << 10;
    private static final int SHORT_ROUNDS = 500;

    private final PrintWriter out;
    private final List<String> imported = new ArrayList<>();

    Demo(PrintWriter out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    int run(DueHsmProvider provider) throws GeneralSecurityException {
        DueHsmClient client = provider.client();
        say("The device: " + client.info().board() + " with firmware "
                + client.info().firmware() + ".");
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        boolean registered = Security.addProvider(provider) != -1;
        try {
            return tell(client, secret) ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            Arrays.fill(secret, (byte) 0);
            if (registered) {
                Security.removeProvider(provider.getName());
            }
            imported.forEach(client::deleteKey);
        }
    }

    private boolean tell(DueHsmClient client, byte[] secret) throws GeneralSecurityException {
        String id = imported(client, Algorithm.HMAC_SHA256, secret);
        SecretKey key = DueHsmKey.of(id).withAlgorithm("HmacSHA256");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        say("A random key of 32 bytes has been imported under the id " + id + ", for HmacSHA256.");
        say("");
        say("  SecretKey key = DueHsmKey.of(\"" + id + "\").withAlgorithm(\"HmacSHA256\");");
        say("  Mac mac = Mac.getInstance(\"HmacSHA256\");");
        say("  mac.init(key);");
        say("  mac.doFinal(\"" + MESSAGE + "\".getBytes(UTF_8))");
        say("");
        boolean same = compare(mac, secret);
        say("  " + (same ? "The same, as it must be." : "THEY DIFFER. That is a defect; please report it."));
        say("");
        say("  In 2012 it was HmacSHA1. These bytes, imported for that under another id:");
        Mac older = Mac.getInstance("HmacSHA1");
        older.init(DueHsmKey.of(imported(client, Algorithm.HMAC_SHA1, secret)));
        same &= compare(older, secret);
        say("");
        boolean tight = key.getEncoded() == null && !canBeSerialized(key);
        say("  key.getEncoded()            " + Arrays.toString(key.getEncoded()));
        say("  key.getFormat()             " + key.getFormat());
        say("  key.toString()              " + key);
        say("  serializing key             " + (canBeSerialized(key) ? "WORKS, which is a defect" : "refused"));
        say("");
        speed(mac, client);
        return same && tight;
    }

    private String imported(DueHsmClient client, Algorithm algorithm, byte[] secret) {
        String id = "demo-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
        client.importKey(id, algorithm, secret, false);
        imported.add(id);
        return id;
    }

    private boolean compare(Mac mac, byte[] secret) throws GeneralSecurityException {
        byte[] message = MESSAGE.getBytes(StandardCharsets.UTF_8);
        Mac jdk = Mac.getInstance(mac.getAlgorithm());
        jdk.init(new SecretKeySpec(secret, mac.getAlgorithm()));
        byte[] onDevice = mac.doFinal(message);
        byte[] inSoftware = jdk.doFinal(message);
        say("  computed by " + pad(mac) + " " + HexFormat.of().formatHex(onDevice));
        say("  computed by " + pad(jdk) + " " + HexFormat.of().formatHex(inSoftware));
        return Arrays.equals(onDevice, inSoftware);
    }

    private void speed(Mac mac, DueHsmClient client) {
        byte[] message = new byte[SHORT_MESSAGE];
        long start = System.nanoTime();
        for (int i = 0; i < SHORT_ROUNDS; i++) {
            mac.doFinal(message);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        say(String.format(
                Locale.ROOT, "Speed: %.0f MACs/s of 1 KiB, one after another in one thread", SHORT_ROUNDS / seconds));
        start = System.nanoTime();
        mac.doFinal(new byte[LONG_MESSAGE]);
        seconds = (System.nanoTime() - start) / 1e9;
        say(String.format(Locale.ROOT, "       %.2f MB/s in one message of 1 MiB", LONG_MESSAGE / 1e6 / seconds));
        if (DeviceFacts.isVirtual(client.info())) {
            say("       (" + DeviceFacts.speedOf(client.info()) + ")");
        }
    }

    private static String pad(Mac mac) {
        return String.format("%-8s", mac.getProvider().getName());
    }

    private static boolean canBeSerialized(SecretKey key) {
        try (ObjectOutputStream nowhere = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            nowhere.writeObject(key);
            return true;
        } catch (NotSerializableException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
