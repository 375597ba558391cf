package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.Provider;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceStatus;
import org.duehsm.client.DeviceStatusException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;
import org.duehsm.firmware.JvmDue;
import org.duehsm.provider.DueHsmProvider;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand random changes of a device, some refused, leave what the same changes leave of a map. Inside the JVM:
 * the core is all it takes.
 */
class KeyStoreModelTest {

    private static final int CHANGES = 10_000;
    private static final int LIVES = 4;
    private static final int CAPACITY = 128;
    private static final int IDS = 170; // with the mix of changes below, about as many are there as have room
    private static final byte[] MESSAGE = {1, 2, 3};

    /** A key of the model; its MAC of the message tells it from any other. */
    private record Modelled(Algorithm algorithm, boolean generated, byte[] mac) {}

    private final Random random = new Random(4);
    private final Map<String, Modelled> model = new HashMap<>();
    private Provider provider;
    private DueHsmClient client;

    @Test
    void aDeviceHoldsWhatTheModelHolds() throws Exception {
        try (JvmDue due = JvmDue.inMemory()) {
            provider = Due.provider(due.port());
            client = ((DueHsmProvider) provider).client();
            for (int life = 0; life < LIVES; life++) {
                due.powerOn();
                expectAsModelled();
                for (int i = 0; i < CHANGES / LIVES; i++) {
                    change();
                }
                expectAsModelled();
                due.cutPower();
            }
            client.close();
        }
    }

    private void change() throws Exception {
        String id = "key " + random.nextInt(IDS);
        boolean present = model.containsKey(id);
        boolean full = model.size() == CAPACITY;
        DeviceStatus creation = present ? DeviceStatus.EXISTS : full ? DeviceStatus.STORE_FULL : null;
        Algorithm algorithm =
                Algorithm.hmacs().get(random.nextInt(Algorithm.hmacs().size()));
        byte[] key = new byte[1 + random.nextInt(100)];
        random.nextBytes(key);
        switch (random.nextInt(4)) {
            case 0 -> {
                if (answers(creation, () -> client.importKey(id, algorithm, key, false))) {
                    model.put(id, new Modelled(algorithm, false, software(algorithm, key)));
                }
            }
            case 1 -> {
                DeviceStatus replacing = full && !present ? DeviceStatus.STORE_FULL : null;
                if (answers(replacing, () -> client.importKey(id, algorithm, key, true))) {
                    model.put(id, new Modelled(algorithm, false, software(algorithm, key)));
                }
            }
            case 2 -> {
                if (answers(creation, () -> client.generateKey(id, algorithm))) {
                    model.put(id, new Modelled(algorithm, true, mac(algorithm, id)));
                }
            }
            default -> {
                if (answers(present ? null : DeviceStatus.UNKNOWN_KEY, () -> client.deleteKey(id))) {
                    model.remove(id);
                }
            }
        }
    }

    /* Whether it is done, as it is to be if no refusal is expected. */
    private static boolean answers(DeviceStatus refusal, ThrowingCallable change) throws Exception {
        DeviceStatusException e = catchThrowableOfType(DeviceStatusException.class, change);
        assertThat(e == null ? null : e.status()).isEqualTo(refusal);
        return e == null;
    }

    private static byte[] software(Algorithm algorithm, byte[] key) throws Exception {
        return Due.software(algorithm, key).doFinal(MESSAGE);
    }

    private byte[] mac(Algorithm algorithm, String id) throws Exception {
        return Due.mac(provider, algorithm, id).doFinal(MESSAGE);
    }

    private void expectAsModelled() throws Exception {
        Map<String, KeyEntry> held = client.keys().stream().collect(Collectors.toMap(KeyEntry::id, entry -> entry));
        assertThat(held.keySet()).isEqualTo(model.keySet());
        for (Map.Entry<String, Modelled> modelled : model.entrySet()) {
            String id = modelled.getKey();
            Modelled expected = modelled.getValue();
            assertThat(held.get(id).algorithm()).as(id).contains(expected.algorithm);
            assertThat(held.get(id).generated()).as(id).isEqualTo(expected.generated);
            assertThat(mac(expected.algorithm, id)).as(id).isEqualTo(expected.mac);
        }
        assertThat(client.info().keys()).isEqualTo(model.size());
    }
}
