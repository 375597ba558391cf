package org.duehsm.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.BenchmarkClient;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DueHsmClient;
import org.duehsm.firmware.JvmDue;
import org.duehsm.firmware.VirtualDue;
import org.duehsm.port.Port;
import org.duehsm.port.Ports;
import org.duehsm.provider.DueHsmKey;
import org.duehsm.provider.DueHsmProvider;

/**
 * A device with the benchmarks' keys, one for each algorithm, behind the provider. A key is imported when it is first
 * needed, and deleted at the end; if one of its name is there already, as it must be on a sealed device, that is used
 * and stays.
 */
final class DueDevice implements AutoCloseable {

    static final String PORT_PROPERTY = "duehsm.port";
    private static final String KEY_ID = "due-hsm-benchmark";
    private static final String LOOPBACK = "loopback";
    private static final int UNTOUCHED = -1;

    private final Runnable powerOff;
    private boolean emulated;
    private boolean emulatorFirst;
    private final DueHsmProvider provider;
    private final KeyStore keys;
    private final Map<Algorithm, DueHsmKey> handles = new EnumMap<>(Algorithm.class);
    private final Set<Algorithm> imported = EnumSet.noneOf(Algorithm.class);
    private volatile int damage = UNTOUCHED;
    private long seed = 20121115;

    private DueDevice(Runnable powerOff) throws GeneralSecurityException, IOException {
        this.powerOff = powerOff;
        for (ClientConfig port : new DueHsmProvider().client().config().ofEachPort()) {
            BenchmarkClient.install(port, this::open);
        }
        provider = new DueHsmProvider();
        provider.client(); // has what was installed, and reads the configuration before another is set
        keys = KeyStore.getInstance(DueHsmProvider.NAME, provider);
        keys.load(null, null);
    }

    /** The device that the configuration names. */
    static DueDevice configured() throws GeneralSecurityException, IOException {
        return new DueDevice(() -> {});
    }

    /** Several that have every key, or one. */
    static DueDevice thatTakesAnyKey(String ports) throws GeneralSecurityException, IOException {
        System.setProperty(PORT_PROPERTY, ports);
        return new DueDevice(() -> {});
    }

    /** A virtual Due of its own. */
    static DueDevice virtual() throws GeneralSecurityException, IOException {
        VirtualDue started = VirtualDue.start();
        System.setProperty(PORT_PROPERTY, started.port());
        DueDevice device = new DueDevice(started::close);
        device.emulated = true;
        device.emulatorFirst = EmulatorPriority.raise();
        return device;
    }

    /** A device inside this JVM of its own. */
    static DueDevice jvm() throws GeneralSecurityException, IOException {
        JvmDue started = JvmDue.inMemory();
        System.setProperty(PORT_PROPERTY, started.port());
        return new DueDevice(started::close);
    }

    /** A {@link LoopbackDevice}. */
    static DueDevice loopback() throws GeneralSecurityException, IOException {
        System.setProperty(PORT_PROPERTY, LOOPBACK);
        return new DueDevice(() -> {});
    }

    /** The id of the key for this algorithm. */
    static String keyId(Algorithm algorithm) {
        return algorithm == Algorithm.HMAC_SHA1 ? KEY_ID : KEY_ID + "-" + algorithm.jcaName();
    }

    /** The bytes of the key for this algorithm: nobody's secret. */
    static SecretKey keyBytes(Algorithm algorithm) {
        return new SecretKeySpec(new byte[algorithm.macLength()], algorithm.jcaName());
    }

    /** The key for this algorithm, which is on the device then. */
    synchronized DueHsmKey key(Algorithm algorithm) throws GeneralSecurityException {
        DueHsmKey handle = handles.get(algorithm);
        if (handle == null) {
            String id = keyId(algorithm);
            if (!keys.containsAlias(id)) {
                keys.setKeyEntry(id, keyBytes(algorithm), null, null);
                imported.add(algorithm);
            }
            handle = DueHsmKey.of(id).withAlgorithm(algorithm.jcaName());
            handles.put(algorithm, handle);
        }
        return handle;
    }

    private Port open(ClientConfig config) throws IOException {
        if (config.port().equals(LOOPBACK)) {
            return new LoopbackDevice(LOOPBACK);
        }
        Port port = Ports.open(config.portName(), (int) config.timeout().toMillis());
        return damage == UNTOUCHED ? port : new DamagedPort(port, damage, seed++);
    }

    /** Has the line damage one frame in so many, 0 for none, from the next session on; this one ends. */
    void damageLine(int oneIn) {
        damage = oneIn;
        provider.client().close();
    }

    /** Has the line be as it is from the next session on; this one ends. */
    void leaveLine() {
        damageLine(UNTOUCHED);
    }

    DueHsmProvider provider() {
        return provider;
    }

    /** Gives the emulator no more than the host's priority; returns whether it had more. */
    boolean lowerEmulator() {
        if (!emulatorFirst || !EmulatorPriority.lower()) {
            return false;
        }
        emulatorFirst = false;
        return true;
    }

    KeyStore keys() {
        return keys;
    }

    /** One of HMAC-SHA1. */
    Mac newMac() throws GeneralSecurityException {
        return newMac(Algorithm.HMAC_SHA1);
    }

    Mac newMac(Algorithm algorithm) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm.jcaName(), provider);
        mac.init(key(algorithm));
        return mac;
    }

    /** Board, firmware, and the emulator's priority. */
    String kind() {
        DeviceInfo info = provider.client().info();
        String kind = info.board() + ", firmware " + info.firmware() + " (" + info.build() + ")";
        if (!emulated) {
            return kind;
        }
        return kind + ", the emulator at " + (emulatorFirst ? "raised" : "normal") + " priority";
    }

    /** Takes the device away from the provider, which takes it back when it needs it. */
    Port takePort() throws IOException {
        DueHsmClient client = provider.client();
        client.close();
        return open(client.config());
    }

    @Override
    public void close() throws GeneralSecurityException {
        try {
            for (Algorithm algorithm : imported) {
                keys.deleteEntry(keyId(algorithm));
            }
        } finally {
            provider.client().close();
            powerOff.run();
        }
    }
}
