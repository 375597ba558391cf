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
 * MACs through {@code javax.crypto.Mac}, by each {@link Peer}.
 *
 * <p>The device is shared by all threads, each thread has its own {@code Mac}, as a program would.
 * With a virtual Due the figures show this host and the emulator, never a board.
 */
@BenchmarkMode({Mode.Throughput, Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
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
            bytes = MacLoad.message(size);
            mac = peer.newMac();
        }
    }

    /** A {@code Mac} that is kept: update and doFinal only. */
    @Benchmark
    public byte[] reuse(Message message) {
        return message.mac.doFinal(message.bytes);
    }

    /** A {@code Mac} that is kept, and given its key each time. */
    @Benchmark
    public byte[] init(Peer peer, Message message) throws GeneralSecurityException {
        message.mac.init(peer.key());
        return message.mac.doFinal(message.bytes);
    }

    /** What code does that asks for a {@code Mac} each time. */
    @Benchmark
    public byte[] getInstanceAndInit(Peer peer, Message message) throws GeneralSecurityException {
        return peer.newMac().doFinal(message.bytes);
    }
}
