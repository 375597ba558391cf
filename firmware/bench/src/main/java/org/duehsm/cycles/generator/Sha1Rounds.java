package org.duehsm.cycles.generator;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** SHA-1's eighty rounds. A round makes one value, in the register of e, which then is a. */
final class Sha1Rounds extends Rounds {

    static final int COUNT = 80;
    static final int STATE = 5; // words

    Sha1Rounds() {
        super(List.of("r8", "r9", "r10", "r11", "r12"), STATE);
        for (int t = 0; t < COUNT; t++) {
            Set<String> addends = new TreeSet<>(Set.of("K", "F", "W" + t, "a <<< 5"));
            if (t >= 40 && t < 60) {
                addends.add("c & d"); // the other half of F
            }
            round(addends);
        }
    }

    /** The rotation to the right still due to a register of the state: b becomes c by ROR #2. */
    static int due(int round, int name) {
        return name >= 2 && round >= name - 1 ? 2 : 0;
    }

    @Override
    Set<String> lacks(int group, int round) {
        return missing(round);
    }

    @Override
    boolean hasWritten(int group, int round) {
        return hasBegun(round);
    }
}
