package org.duehsm.link;

/** Whether this Java can record events (JEP 328). One whose image is without {@code jdk.jfr} runs all the same. */
public final class FlightRecorder {

    /** Asked before any class of an event is touched, and so outside of these: to load one takes {@code jdk.jfr}. */
    public static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecorder() {}
}
