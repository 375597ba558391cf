package org.duehsm.link;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.duehsm.firmware.ReplayableDevice;

/** The keys that are on the device when a schedule begins. Some such devices are booted once, and then used again and again. */
final class TestKeys {

    private static final int BOOTS = 8;
    private static final String LONG_ID = "k".repeat(Limits.KEY_ID_MAX);
    private static final byte[][] BYTES = {{1, 2, 3}, new byte[Limits.KEY_MAX], {0}};
    private static final String[] IDS = {"a", "some key id", LONG_ID};
    private static final ReplayableDevice.Image[] IMAGES = new ReplayableDevice.Image[BOOTS];

    private final List<Ledger.Key> keys;

    private TestKeys(List<Ledger.Key> keys) {
        this.keys = keys;
    }

    /** Makes the device one that has just started, with these keys. */
    static TestKeys on(ReplayableDevice device, long seed) {
        int boot = (int) (seed >>> 1) % BOOTS & BOOTS - 1;
        synchronized (IMAGES) {
            if (IMAGES[boot] == null) {
                IMAGES[boot] = prepare(new ReplayableDevice(boot));
            }
        }
        device.restore(IMAGES[boot], seed);
        Ledger.Key[] keys = new Ledger.Key[IDS.length];
        Arrays.setAll(keys, i -> new Ledger.Key(IDS[i], BYTES[i], Ledger.Presence.PRESENT));
        return new TestKeys(List.of(keys));
    }

    private static ReplayableDevice.Image prepare(ReplayableDevice device) {
        OtherHost host = new OtherHost(device);
        host.open(new byte[Limits.NONCE_SIZE]);
        for (int i = 0; i < IDS.length; i++) {
            Ledger.Key key = new Ledger.Key(IDS[i], BYTES[i], Ledger.Presence.PRESENT);
            host.send(new Request()
                    .start(Verb.IMPORT)
                    .u8(1)
                    .prefixed(key.id)
                    .u64(0)
                    .prefixed(BYTES[i]));
        }
        device.reset();
        return device.image();
    }

    List<Ledger.Key> all() {
        return keys;
    }

    Ledger.Key any(SplittableRandom random) {
        return keys.get(random.nextInt(keys.size()));
    }
}
