package org.duehsm.port;

/** Words of the other side, for messages: whoever they are from may want to write lines of a log, or to a terminal. */
final class Shown {

    private static final int MAX = 200;

    private Shown() {}

    /** Without characters that control what shows it, and with a bearable length. */
    static String of(Object text) {
        String printable = String.valueOf(text).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return printable.length() <= MAX ? printable : printable.substring(0, MAX) + "...";
    }
}
