package org.duehsm.link;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A session with a device has ended. */
@Name("org.duehsm.SessionEnded")
@Label("Session Ended")
@Description("A session with a device has ended: it was closed, or lost")
@Category("DueHSM")
@StackTrace(false)
final class SessionEndedEvent extends Event {

    @Label("Port")
    private String port;

    @Label("Reason")
    private String reason;

    @Label("Message")
    @Description("What the calls were told that were under way")
    private String message;

    /** Does nothing if nobody records it. Only where there is a {@link FlightRecorder}. */
    static void of(String port, LinkException why) {
        SessionEndedEvent event = new SessionEndedEvent();
        if (event.isEnabled()) {
            event.port = port;
            event.reason = why.reason().name();
            event.message = why.getMessage();
            event.commit();
        }
    }
}
