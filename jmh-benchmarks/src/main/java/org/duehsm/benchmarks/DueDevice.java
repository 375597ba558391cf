package org.duehsm.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.crypto.Mac;
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
 * A device with the benchmarks' key, behind the provider. The key is imported, and deleted at the
 * end; if one of its name is there already, as it must be on a sealed device, that is used and stays.
 */
final class DueDevice implements AutoCloseable {

    static final String KEY_ID = "due-hsm-benchmark";

    /** What its key is for, and what all that it is compared with computes. */
    static final String ALGORITHM = Algorithm.HMAC_SHA1.jcaName();

    static final String PORT_PROPERTY = "duehsm.port";
    private static final String LOOPBACK = "loopback";
    private static final int UNTOUCHED = -1;

    private final Runnable powerOff;
    private boolean emulated;
    private boolean emulatorFirst;
    private final DueHsmProvider provider;
    private final KeyStore keys;
    private boolean imported;
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
        return new DueDevice(() -> {}).withKey();
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
        return device.withKey();
    }

    /** A device inside this JVM of its own. */
    static DueDevice jvm() throws GeneralSecurityException, IOException {
        JvmDue started = JvmDue.inMemory();
        System.setProperty(PORT_PROPERTY, started.port());
        return new DueDevice(started::close).withKey();
    }

    /** A {@link LoopbackDevice}. */
    static DueDevice loopback() throws GeneralSecurityException, IOException {
        System.setProperty(PORT_PROPERTY, LOOPBACK);
        return new DueDevice(() -> {}).withKey();
    }

    private DueDevice withKey() throws GeneralSecurityException {
        try {
            if (!keys.containsAlias(KEY_ID)) {
                keys.setKeyEntry(KEY_ID, new SecretKeySpec(new byte[20], ALGORITHM), null, null);
                imported = true;
            }
            return this;
        } catch (GeneralSecurityException | RuntimeException e) {
            stop();
            throw e;
        }
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

    Mac newMac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM, provider);
        mac.init(DueHsmKey.of(KEY_ID));
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
            if (imported) {
                keys.deleteEntry(KEY_ID);
            }
        } finally {
            stop();
        }
    }

    private void stop() {
        provider.client().close();
        powerOff.run();
    }
}
