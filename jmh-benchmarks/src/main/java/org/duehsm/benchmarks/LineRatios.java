package org.duehsm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.duehsm.client.Algorithm;

/** MACs through the provider against the {@link BareLoop} on the same device. */
final class LineRatios {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    /* About as many frames as a session has numbers. */
    private static final int KIB_MESSAGES = 1 << 15;
    private static final int MIB_MESSAGES = 32;

    private final DueDevice device;
    private final double seconds;

    LineRatios(DueDevice device, double seconds) {
        this.device = device;
        this.seconds = seconds;
    }

    List<Figure> measure(int rounds) throws Exception {
        Measurement one = macs(KIB, 1);
        Measurement sixtyFour = macs(KIB, 64);
        Measurement eight = macs(KIB, 8);
        Measurement bare = new Measurement(() -> bareLoop(KIB, KIB_MESSAGES));
        Measurement bareLong = new Measurement(() -> bareLoop(MIB, MIB_MESSAGES));
        Measurement oneLong = macs(MIB, 1);
        Measurement.takeTurns(rounds, List.of(one, sixtyFour, eight, bare, bareLong, oneLong));
        return List.of(
                Figure.ratio("1 KiB MACs a second: 8 threads / bare loop", eight.values(), bare.values(), 0.8),
                Figure.ratio("1 MiB messages a second: 1 thread / bare loop", oneLong.values(), bareLong.values(), 0.9),
                Figure.ratio("1 KiB MACs a second: 64 threads / 8 threads", sixtyFour.values(), eight.values(), 0.9),
                Figure.ratio("1 KiB MACs a second: 1 thread / bare loop", one.values(), bare.values(), 0));
    }

    private Measurement macs(int size, int threads) {
        MacLoad load = new MacLoad(device, size);
        return new Measurement(() -> load.run(threads, seconds).macsPerSecond());
    }

    private double bareLoop(int size, int messages) throws Exception {
        byte[] message = MacLoad.message(size);
        byte[] expected = device.newMac().doFinal(message);
        try (BareLoop loop = new BareLoop(device.takePort())) {
            loop.prepare(DueDevice.keyId(Algorithm.HMAC_SHA1).getBytes(StandardCharsets.UTF_8), message, messages);
            BareLoop.Result result = loop.run((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
            if (!Arrays.equals(expected, loop.mac())) {
                throw new IllegalStateException("the bare loop got another MAC than the provider");
            }
            return result.messagesPerSecond();
        }
    }
}
