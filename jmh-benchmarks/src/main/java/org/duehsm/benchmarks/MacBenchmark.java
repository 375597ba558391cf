package org.duehsm.benchmarks;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * HMAC-SHA1 through {@code javax.crypto.Mac}: the JDK's own, SoftHSM's, and a DueHSM's.
 *
 * <p>The device is shared by all threads, each thread has its own {@code Mac}, as a program would.
 * With a virtual Due the figures show this host and the emulator, never a board.
 */
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MacBenchmark {

    /** One message and one {@code Mac} of a thread. */
    @State(Scope.Thread)
    public static class Message {

        @Param({"16", "256", "1024", "16384", "1048576"})
        int size;

        private byte[] bytes;
        private Mac mac;

        @Setup
        public void prepare(Peer peer) throws GeneralSecurityException {
            bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (i * 31);
            }
            mac = peer.newMac();
        }
    }

    /** A {@code Mac} that is kept: update and doFinal only. */
    @Benchmark
    public byte[] reuse(Message message) {
        return message.mac.doFinal(message.bytes);
    }

    /** What code does that asks for a {@code Mac} each time. */
    @Benchmark
    public byte[] getInstanceAndInit(Peer peer, Message message) throws GeneralSecurityException {
        return peer.newMac().doFinal(message.bytes);
    }
}
