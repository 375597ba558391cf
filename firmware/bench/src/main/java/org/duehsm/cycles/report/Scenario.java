package org.duehsm.cycles.report;

import java.util.List;

/**
 * What path.c delivers while it is timed.
 *
 * @param function of path.c, within which the time counts
 * @param trace of which port
 * @param name in limits.properties
 * @param message bytes of message
 * @param requests bytes of payload of each request
 */
record Scenario(String function, String trace, String name, String title, int message, List<Integer> requests) {

    private static final List<Integer> WINDOW = List.of(640, 640, 640, 640, 640, 640, 640, 640);
    private static final int AROUND_PAYLOAD = 8 + 4; // header and check
    private static final int GROUP = 254; // of COBS

    static final Scenario MAC_1024 =
            new Scenario("time_mac_1024", "usb", "mac_1024", "1 KiB message", 1024, List.of(24 + 576, 448));
    static final Scenario MAC_64 = new Scenario("time_mac_64", "usb", "mac_64", "64 B message", 64, List.of(24 + 64));
    static final Scenario AWS4_COLD =
            new Scenario("time_aws4_cold", "usb", "aws4_cold", "AWS4 signature, cold", 134, List.of(24 + 134));
    static final Scenario AWS4_CACHED =
            new Scenario("time_aws4_cached", "usb", "aws4_cached", "AWS4 signature, cached", 134, List.of(24 + 134));
    static final Scenario STREAM = new Scenario("time_stream", "usb", "stream", "middle of a stream", 8 * 640, WINDOW);

    static final List<Scenario> ALL = List.of(
            STREAM,
            MAC_1024,
            MAC_64,
            AWS4_COLD,
            AWS4_CACHED,
            new Scenario("time_stream_of_text", "usb", "text", "stream without zeros", 8 * 640, WINDOW),
            new Scenario("time_stream_of_zeros", "usb", "zeros", "stream of zeros", 8 * 640, WINDOW),
            new Scenario("time_stream", "uart", "uart", "programming port", 640, List.of(640)));

    /** The most bytes on the wire that its frames can take, delimiters included. */
    int wireBytes() {
        int bytes = 0;
        for (int payload : requests) {
            int packet = payload + AROUND_PAYLOAD;
            bytes += packet + packet / GROUP + 1 + 1;
        }
        return bytes;
    }
}
