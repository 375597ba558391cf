package org.duehsm.tests;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.consumer.RecordingStream;
import org.duehsm.port.Ports;

/** A program that has serial ports, and computes until Java Flight Recorder has seen it do so. */
final class TakeSamples {

    static final String TAKEN = "taken";

    private TakeSamples() {}

    public static void main(String[] arguments) throws Exception {
        Ports.list();
        AtomicBoolean seen = new AtomicBoolean();
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            stream.onEvent("jdk.ExecutionSample", event -> seen.set(true));
            stream.startAsync();
            for (double x = 0; !seen.get(); x = Math.sin(x + 1)) {
                // computes
            }
        }
        System.out.println(TAKEN);
    }
}
