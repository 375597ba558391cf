package org.duehsm.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.duehsm.client.Algorithm;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.client.MacMessage;
import org.duehsm.client.Measurement;

/** A program that tries whatever a client can do with a device, and prints what of it the device's rules refuse. */
final class TryRights {

    private static final byte[] KEY = "a key of the tests".getBytes(UTF_8);
    private static final byte[] LONG_MESSAGE = new byte[100_000];

    private final DueHsmClient client;

    private TryRights(DueHsmClient client) {
        this.client = client;
    }

    /** Takes the name of a port, and ids of keys that are there; prints a line for each thing. */
    public static void main(String[] arguments) {
        DueHsmClient client = DueHsmClient.shared(ClientConfig.of(arguments[0]));
        System.out.println(of(client, List.of(arguments).subList(1, arguments.length)));
        client.close();
    }

    /** The same in this process. */
    static String of(DueHsmClient client, List<String> keyIds) {
        TryRights tries = new TryRights(client);
        StringBuilder lines = new StringBuilder();
        lines.append("info: ").append(tries.does(client::info)).append('\n');
        lines.append("keys: ").append(tries.outcome(tries::listed)).append('\n');
        lines.append("random: ").append(tries.does(() -> client.random(8))).append('\n');
        lines.append("measure: ")
                .append(tries.does(() -> client.measure(Measurement.mac(Algorithm.HMAC_SHA1, 1))))
                .append('\n');
        lines.append("seal: ")
                .append(tries.does(() -> client.seal(new byte[16])))
                .append('\n');
        for (String id : keyIds) {
            lines.append(id).append(": ").append(tries.withKey(id)).append('\n');
        }
        return lines.toString();
    }

    private String withKey(String id) {
        return "mac " + does(() -> client.mac(Algorithm.HMAC_SHA1, id, KEY, 0, KEY.length))
                + ", long mac " + does(() -> longMac(id))
                + ", find " + does(() -> client.find(id))
                + ", replace " + does(() -> client.importKey(id, Algorithm.HMAC_SHA1, KEY, true))
                + ", generate " + does(() -> client.generateKey(id, Algorithm.HMAC_SHA1))
                + ", delete and import "
                + does(() -> {
                    client.deleteKey(id);
                    client.importKey(id, Algorithm.HMAC_SHA1, KEY, false);
                });
    }

    private void longMac(String id) {
        MacMessage message = new MacMessage(() -> client, Algorithm.HMAC_SHA1, id);
        message.update(LONG_MESSAGE, 0, LONG_MESSAGE.length);
        message.doFinal();
    }

    private String listed() {
        return client.keys().stream().map(KeyEntry::id).sorted().collect(Collectors.joining(" "));
    }

    private String does(Runnable tried) {
        return outcome(() -> {
            tried.run();
            return "yes";
        });
    }

    /* What the device itself says to it is the device's business: then the rules have let it through. */
    private String outcome(Supplier<String> tried) {
        try {
            return tried.get();
        } catch (DeviceStatusException e) {
            return e.status() == DeviceStatus.NOT_PERMITTED ? "no" : "yes";
        }
    }
}
