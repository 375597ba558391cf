package org.duehsm.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duehsm.client.Algorithm;

/** How a JVM is set up: a row of the selection matrix. */
record SelectionRow(Modules modules, Order order, Others others, Preferred preferred, Board board, Told told) {

    enum Modules {
        CLASS_PATH,
        MODULE_PATH
    }

    /** Who stands before whom in the list. */
    enum Order {
        DUE_OTHERS_JDK,
        DUE_JDK_OTHERS,
        OTHERS_DUE_JDK,
        OTHERS_JDK_DUE,
        JDK_DUE_OTHERS,
        JDK_OTHERS_DUE
    }

    /** Whom the program has besides the JDK, by their names. */
    enum Others {
        NONE,
        BC("BC"),
        CONSCRYPT("Conscrypt"),
        CORRETTO("AmazonCorrettoCryptoProvider"),
        SEVERAL("Conscrypt", "AmazonCorrettoCryptoProvider", "BC");

        private final List<String> names;

        Others(String... names) {
            this.names = List.of(names);
        }

        List<String> names() {
            return names;
        }
    }

    /** The value of {@code jdk.security.provider.preferred}. */
    enum Preferred {
        NOBODY(""),
        DUE_FOR_SHA1_AND_SUN_FOR_SHA256("Mac.HmacSHA1:DueHSM, Group.HmacSHA2:SunJCE");

        private final String value;

        Preferred(String value) {
            this.value = value;
        }

        String value() {
            return value;
        }
    }

    enum Board {
        HERE("jvm:"),
        AWAY("/dev/duehsm-absent");

        private final String port;

        Board(String port) {
            this.port = port;
        }

        String port() {
            return port;
        }
    }

    /** Where the port is said, and the provider's name. */
    enum Told {
        BY_PROPERTY,
        BY_FILE,
        BY_FILE_WITH_NAME
    }

    private static final int[] LEVELS = {
        Modules.values().length,
        Order.values().length,
        Others.values().length,
        Preferred.values().length,
        Board.values().length,
        Told.values().length
    };

    /** Rows that have each two values of two columns together. */
    static List<SelectionRow> pairwise() {
        return Pairwise.rows(LEVELS).stream().map(SelectionRow::of).toList();
    }

    /** All rows there can be. */
    static List<SelectionRow> product() {
        return Pairwise.product(LEVELS).stream().map(SelectionRow::of).toList();
    }

    private static SelectionRow of(int[] row) {
        return new SelectionRow(
                Modules.values()[row[0]],
                Order.values()[row[1]],
                Others.values()[row[2]],
                Preferred.values()[row[3]],
                Board.values()[row[4]],
                Told.values()[row[5]]);
    }

    /** As {@link #line()} wrote it. */
    static SelectionRow parse(String line) {
        String[] words = line.split(" ");
        return new SelectionRow(
                Modules.valueOf(words[0]),
                Order.valueOf(words[1]),
                Others.valueOf(words[2]),
                Preferred.valueOf(words[3]),
                Board.valueOf(words[4]),
                Told.valueOf(words[5]));
    }

    String line() {
        return modules + " " + order + " " + others + " " + preferred + " " + board + " " + told;
    }

    /** The name of the DueHSM. */
    String due() {
        return told == Told.BY_FILE_WITH_NAME ? "DueHSM-matrix" : "DueHSM";
    }

    /** All providers that have MACs, first to last. */
    List<String> list() {
        List<String> list = new ArrayList<>();
        for (String who : order.name().split("_")) {
            switch (who) {
                case "DUE" -> list.add(due());
                case "JDK" -> list.add("SunJCE");
                default -> list.addAll(others.names());
            }
        }
        return list;
    }

    /** Whom the security property prefers for a MAC of this name; null: nobody. */
    String preferredFor(Algorithm algorithm, String name) {
        if (preferred == Preferred.NOBODY || !name.equalsIgnoreCase(algorithm.jcaName())) {
            return null;
        }
        return algorithm == Algorithm.HMAC_SHA1 ? "DueHSM" : "SunJCE";
    }

    /** The configuration file, if there is one. */
    Path file(Path folder) {
        return folder.resolve(told + "-" + board + ".properties");
    }

    /** What stands in it; null: there is none. */
    String fileContent() {
        return switch (told) {
            case BY_PROPERTY -> null;
            case BY_FILE -> "port = " + board.port();
            case BY_FILE_WITH_NAME -> "port = " + board.port() + "\nname = matrix";
        };
    }
}
