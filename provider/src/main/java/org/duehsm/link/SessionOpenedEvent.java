package org.duehsm.link;

import java.util.HexFormat;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A session with a device was opened. */
@Name("org.duehsm.SessionOpened")
@Label("Session Opened")
@Description("A session with a device was opened")
@Category("DueHSM")
@StackTrace(false)
final class SessionOpenedEvent extends Event {

    @Label("Port")
    private String port;

    @Label("Board")
    @Description("Its unique id, in hexadecimal")
    private String board;

    @Label("Firmware")
    private String firmware;

    /** Does nothing if nobody records it. Only where there is a {@link FlightRecorder}. */
    static void of(String port, Welcome welcome) {
        SessionOpenedEvent event = new SessionOpenedEvent();
        if (event.isEnabled()) {
            event.port = port;
            event.board = HexFormat.of().formatHex(welcome.uniqueId());
            event.firmware = welcome.firmware();
            event.commit();
        }
    }
}
