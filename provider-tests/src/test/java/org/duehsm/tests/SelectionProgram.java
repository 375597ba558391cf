package org.duehsm.tests;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;

/**
 * A program that asks for a MAC in all ways, and prints what comes of each. The first of its rows is how the JVM was started;
 * for each further one it puts the providers into another order itself.
 */
final class SelectionProgram {

    /** What its lines begin with. */
    static final String MARK = "selection: ";

    private static final String ID = "matrix";
    private static final byte[] ON_DEVICE = "a key of the device".getBytes();
    private static final byte[] ORDINARY = "an ordinary key".getBytes();
    private static final byte[] MESSAGE = "a message".getBytes();

    private final SelectionRow row;
    private final Provider unregistered;
    private final Map<String, byte[]> expected = new HashMap<>();

    private SelectionProgram(SelectionRow row, Path folder) {
        this.row = row;
        this.unregistered = ours(row, folder);
    }

    /** Arguments: a folder with configuration files, and rows. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            SelectionRow row = SelectionRow.parse(arguments[i]);
            if (i > 1) {
                register(row, folder);
            }
            new SelectionProgram(row, folder).run(i);
        }
    }

    private static void register(SelectionRow row, Path folder) throws Exception {
        for (Provider provider : Security.getProviders()) {
            if (!isOfTheJdk(provider)) {
                Security.removeProvider(provider.getName());
            }
        }
        if (row.fileContent() == null) {
            System.setProperty("duehsm.port", row.board().port());
        } else {
            System.clearProperty("duehsm.port");
        }
        List<String> list = row.list();
        int behind = list.indexOf("SunJCE");
        for (String name : list) {
            if (!name.equals("SunJCE")) {
                Provider provider = name.equals(row.due()) ? ours(row, folder) : OtherProviders.make(name);
                int position = list.indexOf(name) < behind ? list.indexOf(name) + 1 : 0;
                Security.insertProviderAt(provider, position);
            }
        }
    }

    private static boolean isOfTheJdk(Provider provider) {
        String module = provider.getClass().getModule().getName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    private static Provider ours(SelectionRow row, Path folder) {
        return row.fileContent() == null
                ? new DueHsmProvider()
                : new DueHsmProvider().configure(row.file(folder).toString());
    }

    private void run(int number) throws Exception {
        if (!row.due().equals(Security.getProvider(row.due()).getName())) {
            throw new IllegalStateException("not registered");
        }
        List<String> names =
                Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
        print(number, "list", names.stream().filter(row.list()::contains).toList());
        for (Algorithm algorithm : List.of(Algorithm.HMAC_SHA1, Algorithm.HMAC_SHA256)) {
            expected.put(algorithm + "device", software(algorithm, ON_DEVICE));
            expected.put(algorithm + "", software(algorithm, ORDINARY));
            if (row.board() == SelectionRow.Board.HERE) {
                KeyStore store = KeyStore.getInstance("DueHSM", row.due());
                store.load(null, null);
                store.setKeyEntry(ID + algorithm, new SecretKeySpec(ON_DEVICE, algorithm.jcaName()), null, null);
            }
        }
        for (SelectionAsk ask : SelectionAsk.all()) {
            print(number, ask.line(), outcome(ask));
        }
        List<String> with = defaults();
        print(
                number,
                "named",
                List.of(
                        SecureRandom.getInstance("DueHSM").getProvider().getName(),
                        KeyStore.getInstance("DueHSM").getProvider().getName()));
        Security.removeProvider(row.due());
        List<String> without = defaults();
        print(number, "defaults", with.equals(without) ? "as without" : with + " instead of " + without);
    }

    private static byte[] software(Algorithm algorithm, byte[] key) throws Exception {
        Mac mac = Mac.getInstance(algorithm.jcaName(), "SunJCE");
        mac.init(new SecretKeySpec(key, algorithm.jcaName()));
        return mac.doFinal(MESSAGE);
    }

    private static void print(int number, String what, Object outcome) {
        System.out.println(MARK + number + ": " + what + ": " + outcome);
    }

    private String outcome(SelectionAsk ask) {
        try {
            Mac mac = prepared(ask);
            try {
                mac.init(key(ask));
            } catch (InvalidKeyException | RuntimeException e) {
                return e.getClass().getSimpleName();
            }
            return mac.getProvider().getName() + who(ask.algorithm(), mac);
        } catch (GeneralSecurityException e) {
            return e.getClass().getSimpleName();
        }
    }

    private Mac prepared(SelectionAsk ask) throws GeneralSecurityException {
        String name = ask.name().of(ask.algorithm());
        Mac mac = switch (ask.by()) {
            case NAME_ALONE -> Mac.getInstance(name);
            case DUE_BY_OBJECT -> Mac.getInstance(name, unregistered);
            default -> Mac.getInstance(name, ask.provider(row));
        };
        switch (ask.first()) {
            case INIT -> {}
            case LENGTH -> mac.getMacLength();
            case RESET -> mac.reset();
            case PROVIDER -> mac.getProvider();
            case CLONE -> {
                try {
                    return (Mac) mac.clone();
                } catch (CloneNotSupportedException e) {
                    return mac; // which has its provider by now
                }
            }
        }
        return mac;
    }

    private Key key(SelectionAsk ask) {
        Algorithm algorithm = ask.algorithm();
        Algorithm another = algorithm == Algorithm.HMAC_SHA1 ? Algorithm.HMAC_SHA256 : Algorithm.HMAC_SHA1;
        return switch (ask.key()) {
            case HANDLE -> handle(row.due(), algorithm, algorithm);
            case HANDLE_OF_OTHER_ALGORITHM -> handle(row.due(), algorithm, another);
            case HANDLE_OF_OTHER_TOKEN -> handle("DueHSM-nowhere", algorithm, algorithm);
            case ORDINARY -> new SecretKeySpec(ORDINARY, algorithm.jcaName());
            case OF_ANOTHER_DEVICE -> new KeyWithoutBytes(algorithm.jcaName());
        };
    }

    private static DueHsmKey handle(String token, Algorithm id, Algorithm algorithm) {
        return DueHsmKey.of(token, ID + id).withAlgorithm(algorithm.jcaName());
    }

    /** A key of a PKCS#11 token, or of a key store of the operating system. */
    private record KeyWithoutBytes(String getAlgorithm) implements SecretKey {

        @Override
        public String getAlgorithm() {
            return getAlgorithm;
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    /** Nothing if it is the provider's own MAC; a plus if it is that of an ordinary key by a provider that is ours. */
    private String who(Algorithm algorithm, Mac mac) {
        boolean ours = mac.getProvider().getName().equals(row.due());
        byte[] tag;
        try {
            tag = mac.doFinal(MESSAGE);
        } catch (ProviderException e) {
            boolean away = ours && row.board() == SelectionRow.Board.AWAY;
            return away && e.getMessage().contains(row.board().port()) ? "" : " " + e;
        }
        if (Arrays.equals(tag, expected.get(algorithm + ""))) {
            return ours ? "+" : "";
        }
        boolean device = row.board() == SelectionRow.Board.HERE && ours;
        return device && Arrays.equals(tag, expected.get(algorithm + "device")) ? "" : " with a wrong MAC";
    }

    /** What programs get that name no provider. */
    private static List<String> defaults() throws Exception {
        List<String> defaults = new ArrayList<>();
        SecureRandom random = new SecureRandom();
        random.nextBytes(new byte[1]);
        defaults.add(random.getProvider().getName()); // Bouncy Castle has two, and no order of them
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        defaults.add(store.getProvider().getName() + " " + store.getType());
        for (String name : List.of("HmacSHA1", "HmacSHA256", "AES")) {
            defaults.add(KeyGenerator.getInstance(name).getProvider().getName());
        }
        for (String name : List.of("PBKDF2WithHmacSHA1", "PBKDF2WithHmacSHA256", "HmacSHA1", "HmacSHA256")) {
            try {
                defaults.add(SecretKeyFactory.getInstance(name).getProvider().getName());
            } catch (GeneralSecurityException e) {
                defaults.add("none"); // the JDK has no factory of these names
            }
        }
        return defaults;
    }
}
