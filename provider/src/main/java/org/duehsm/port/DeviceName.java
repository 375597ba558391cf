package org.duehsm.port;

import java.io.File;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one spelling of a serial device's name. */
final class DeviceName {

    private static final String FOLDER = "/dev/";
    private static final Pattern COM = Pattern.compile("(?:\\\\\\\\[.?]\\\\)?(COM[0-9]+)", Pattern.CASE_INSENSITIVE);

    private DeviceName() {}

    /** In /dev, unless it says that it starts somewhere else. */
    static String of(String text) {
        Matcher com = COM.matcher(text);
        if (com.matches()) {
            return com.group(1).toUpperCase(Locale.ROOT);
        }
        if (File.separatorChar != '/') {
            return text;
        }
        if (text.startsWith("~/")) {
            return AbsolutePath.of(System.getProperty("user.home") + text.substring(1));
        }
        boolean elsewhere = text.startsWith("/") || text.startsWith("./") || text.startsWith("../");
        return AbsolutePath.of(elsewhere ? text : FOLDER + text);
    }
}
