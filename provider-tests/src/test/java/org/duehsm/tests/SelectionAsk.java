package org.duehsm.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duehsm.client.Algorithm;

/** How a program asks for a MAC. */
record SelectionAsk(Algorithm algorithm, Name name, By by, First first, KeyKind key) {

    enum Name {
        STANDARD,
        LOWER_CASE,
        OID,
        OID_WITH_PREFIX,
        OURS;

        String of(Algorithm algorithm) {
            return switch (this) {
                case STANDARD -> algorithm.jcaName();
                case LOWER_CASE -> algorithm.jcaName().toLowerCase(Locale.ROOT);
                case OID -> algorithm.oids().get(0);
                case OID_WITH_PREFIX -> "OID." + algorithm.oids().get(0);
                case OURS -> algorithm.jcaName() + "-DueHSM";
            };
        }
    }

    /** What {@code getInstance} is given besides. */
    enum By {
        NAME_ALONE,
        DUE_BY_NAME,
        DUE_BY_OBJECT,
        /** Of the providers there are, the first but ours. */
        ANOTHER_BY_NAME,
        NOBODY_BY_NAME
    }

    /** The first call. */
    enum First {
        INIT,
        LENGTH,
        RESET,
        CLONE,
        PROVIDER
    }

    enum KeyKind {
        HANDLE("a handle of this provider, for this algorithm"),
        HANDLE_OF_OTHER_ALGORITHM("a handle of this provider, for the other algorithm"),
        HANDLE_OF_OTHER_TOKEN("a handle of a provider that is not there"),
        ORDINARY("an ordinary key, with its bytes"),
        OF_ANOTHER_DEVICE("a key of another device, without bytes");

        private final String inWords;

        KeyKind(String inWords) {
            this.inWords = inWords;
        }

        /** As the page has it. */
        String inWords() {
            return inWords;
        }
    }

    /**
     * All there are by a name alone. Where a provider is named, too, the first call means nothing, nor does the algorithm
     * mean much: they take turns.
     */
    static List<SelectionAsk> all() {
        List<SelectionAsk> all = new ArrayList<>();
        for (int[] each : Pairwise.product(Name.values().length, By.values().length, KeyKind.values().length)) {
            Name name = Name.values()[each[0]];
            By by = By.values()[each[1]];
            KeyKind key = KeyKind.values()[each[2]];
            int turn = each[0] + each[1] + each[2];
            if (by == By.NAME_ALONE) {
                for (First first : First.values()) {
                    all.add(new SelectionAsk(Algorithm.HMAC_SHA1, name, by, first, key));
                    all.add(new SelectionAsk(Algorithm.HMAC_SHA256, name, by, first, key));
                }
            } else {
                First first = First.values()[turn % First.values().length];
                all.add(new SelectionAsk(
                        turn % 2 == 0 ? Algorithm.HMAC_SHA1 : Algorithm.HMAC_SHA256, name, by, first, key));
            }
        }
        return all;
    }

    /** The provider that is meant by name or object, null if none is. */
    String provider(SelectionRow row) {
        return switch (by) {
            case NAME_ALONE -> null;
            case DUE_BY_NAME, DUE_BY_OBJECT -> row.due();
            case ANOTHER_BY_NAME ->
                row.list().stream()
                        .filter(each -> !each.equals(row.due()))
                        .findFirst()
                        .orElseThrow();
            case NOBODY_BY_NAME -> "Nobody";
        };
    }

    String line() {
        return algorithm + " " + name + " " + by + " " + first + " " + key;
    }
}
