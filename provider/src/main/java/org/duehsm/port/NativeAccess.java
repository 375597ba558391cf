package org.duehsm.port;

/** Whether Java itself has refused to load a native library, as JDK 24 and newer do where they are told to. */
final class NativeAccess {

    static final String DENIED =
            "Java denies native access; start it with --enable-native-access=ALL-UNNAMED, or on the"
                    + " module path with --enable-native-access=com.fazecast.jSerialComm";

    private NativeAccess() {}

    /** Whether that is the reason of an error. jSerialComm passes it on as text only. */
    static boolean isDenied(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("Illegal native access")) {
                return true;
            }
        }
        return false;
    }
}
