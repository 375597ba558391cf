package org.duehsm.client;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.duehsm.link.Link;

/**
 * A MAC that was computed. It begins when the message, or the first part of it, goes to the device, and ends when the
 * MAC is here: waiting and repetitions are in its time. Of the message it has the length alone.
 */
@Name("org.duehsm.Mac")
@Label("MAC")
@Description("A MAC that a device has computed")
@Category("DueHSM")
@StackTrace(false)
final class MacEvent extends Event implements MacRecording {

    @Label("Port")
    private String port;

    @Label("Key Id")
    private String keyId;

    @Label("Algorithm")
    private String algorithm;

    @Label("Bytes")
    @Description("The length of the message")
    @DataAmount
    private long bytes;

    /** The event of a MAC that begins now; null if nobody records it. */
    static MacEvent started() {
        if (!isRecorded()) {
            return null;
        }
        MacEvent event = new MacEvent();
        event.begin();
        return event;
    }

    /* By an object of its own, which the compiler finds to be dropped: then a MAC that is not recorded makes none. */
    private static boolean isRecorded() {
        return new MacEvent().isEnabled();
    }

    @Override
    public void done(Link link, MacKey key, long length) {
        port = link.name();
        keyId = key.keyId();
        algorithm = key.algorithm().jcaName();
        bytes = length;
        commit();
    }
}
