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
import java.util.Arrays;
import java.util.HexFormat;
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
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[20];
        random.nextBytes(secret);
        String id = "demo-" + HexFormat.of().toHexDigits(random.nextInt());
        client.importKey(id, Algorithm.HMAC_SHA1, secret, false);
        say("A random key of 20 bytes has been imported under the id " + id + ".");
        SecretKey software = new SecretKeySpec(secret, Algorithm.HMAC_SHA1.jcaName());
        boolean registered = Security.addProvider(provider) != -1;
        try {
            return tell(id, software, client) ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            Arrays.fill(secret, (byte) 0);
            if (registered) {
                Security.removeProvider(provider.getName());
            }
            client.deleteKey(id);
        }
    }

    private boolean tell(String id, SecretKey software, DueHsmClient client) throws GeneralSecurityException {
        byte[] message = MESSAGE.getBytes(StandardCharsets.UTF_8);
        SecretKey key = DueHsmKey.of(id);
        Mac mac = Mac.getInstance(key.getAlgorithm());
        mac.init(key);
        byte[] onDevice = mac.doFinal(message);
        Mac jdk = Mac.getInstance(software.getAlgorithm());
        jdk.init(software);
        byte[] inSoftware = jdk.doFinal(message);
        boolean same = Arrays.equals(onDevice, inSoftware);

        say("");
        say("  SecretKey key = DueHsmKey.of(\"" + id + "\");");
        say("  Mac mac = Mac.getInstance(\"" + key.getAlgorithm() + "\");");
        say("  mac.init(key);");
        say("  mac.doFinal(\"" + MESSAGE + "\".getBytes(UTF_8))");
        say("");
        say("  computed by " + pad(mac) + " " + HexFormat.of().formatHex(onDevice));
        say("  computed by " + pad(jdk) + " " + HexFormat.of().formatHex(inSoftware));
        say("  " + (same ? "The same, as it must be." : "THEY DIFFER. That is a defect; please report it."));
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
