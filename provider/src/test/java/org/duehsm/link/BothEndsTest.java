package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both ends of a session in one thread, over a line that loses, damages and doubles frames. The device is
 * done with requests in any order; still each is executed once, in order, and has its own reply.
 */
class BothEndsTest {

    private static final int SCHEDULES = 100;
    private static final int CALLS = 120;
    private static final int STEPS_MAX = 100_000;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** One run. Call n is silent if it is a multiple of 3; any other is answered with n. */
    private static final class Schedule implements RequestHandler {
        private final Random random;
        private final BadLine line;
        private final DeviceSession device;
        private final Session host;
        private final byte[] out;
        private final List<Integer> executed = new ArrayList<>();
        private final List<IncomingRequest> underWay = new ArrayList<>();
        private final Map<Call, Integer> numbers = new HashMap<>();
        private int begun;
        private int answered;
        private long now;

        Schedule(int window, long seed) {
            random = new Random(seed);
            line = new BadLine(seed);
            Welcome terms = DeviceSessionHost.terms(window);
            device = new DeviceSession(terms, this);
            host = new Session("sim", terms, TimeUnit.DAYS.toNanos(1), 1);
            out = new byte[Math.max(host.outputMax(), device.outputMax())];
            byte[] hello = ProtocolPage.example("hello").wire();
            device.input(hello, 0, hello.length);
        }

        @Override
        public void opened() {}

        @Override
        public void execute(IncomingRequest request) {
            int number = request.code() == Verb.ABORT ? request.aux() : Packet.u16(request.payload(), 0);
            executed.add(number);
            underWay.add(request);
        }

        void run() {
            int steps = 0;
            while (answered < CALLS - CALLS / 3 || executed.size() < CALLS || !underWay.isEmpty()) {
                assertThat(++steps).isLessThan(STEPS_MAX);
                now += (long) (random.nextDouble() * STEP_NANOS);
                if (begun < CALLS && random.nextInt(3) > 0) {
                    begin();
                }
                if (host.hasOutput(random.nextBoolean())) {
                    frames(host.output(out, now)).forEach(this::toDevice);
                    host.written(now);
                }
                if (!underWay.isEmpty() && random.nextBoolean()) {
                    end(underWay.remove(random.nextInt(underWay.size())));
                }
                if (random.nextBoolean()) {
                    fromDevice();
                }
                host.input(out, 0, now);
                follow();
            }
        }

        private void begin() {
            Call call = new Call();
            call.answered = ++begun % 3 != 0;
            numbers.put(call, begun);
            if (call.answered) {
                call.request().start(Verb.FIND).u16(begun);
            } else {
                call.request().start(Verb.ABORT, begun);
            }
            host.add(call);
        }

        private static void end(IncomingRequest request) {
            if (request.code() == Verb.ABORT) {
                request.finish();
            } else {
                request.answer(0, request.payload());
            }
        }

        private void follow() {
            Waiter ready;
            while ((ready = host.done()) != null) {
                Call call = (Call) ready;
                if (call.answered) {
                    answered++;
                    assertThat(call.reply.u16()).isEqualTo(numbers.remove(call));
                }
            }
        }

        private List<byte[]> frames(int size) {
            List<byte[]> frames = new ArrayList<>();
            for (int start = 0, i = 0; i < size; i++) {
                if (out[i] == 0) {
                    frames.addAll(Arrays.asList(line.carry(Arrays.copyOfRange(out, start, i + 1))));
                    start = i + 1;
                }
            }
            return frames;
        }

        private void toDevice(byte[] wire) {
            for (int at = 0; at < wire.length; ) {
                int taken = device.input(wire, at, wire.length - at);
                at += taken;
                if (taken == 0) {
                    fromDevice();
                }
            }
        }

        private void fromDevice() {
            frames(device.output(out)).forEach(wire -> host.input(wire, wire.length, now));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8, 16})
    void eachIsExecutedOnceAndHasItsReply(int window) {
        List<Integer> all = IntStream.rangeClosed(1, CALLS).boxed().toList();
        int faults = 0;
        for (int seed = 0; seed < SCHEDULES; seed++) {
            Schedule schedule = new Schedule(window, seed);
            schedule.run();
            assertThat(schedule.executed).as("seed %d", seed).isEqualTo(all);
            faults += schedule.line.faults();
        }
        assertThat(faults).isGreaterThan(SCHEDULES);
    }
}
