package org.duehsm.cycles.generator;

import static org.duehsm.cycles.generator.Compression.require;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * SHA-256's 64 rounds. A round makes two values: having added up all but S0 and Maj in the register of h,
 * it adds that to d, which then is e, and goes on to what then is a.
 */
final class Sha256Rounds extends Rounds {

    static final int COUNT = 64;
    static final int STATE = 8; // words

    private static final int A_TO_D = 0; // the groups of names
    private static final Set<String> LAST = Set.of("S0", "Maj");
    private static final String D = "d += h";

    Sha256Rounds() {
        super(List.of("r8", "r9", "r10", "r11", "r12", "lr", "r6", "r7"), STATE / 2);
        for (int t = 0; t < COUNT; t++) {
            Set<String> addends = new TreeSet<>(Set.of("W" + t, "S1", "e & f", "g & ~e", D));
            addends.addAll(LAST);
            if (t > 0) { // the first is in H7
                addends.add("K" + t);
            }
            round(addends);
        }
    }

    @Override
    Set<String> lacks(int group, int round) {
        Set<String> lacking = new TreeSet<>(missing(round));
        if (group != A_TO_D) {
            lacking.removeAll(LAST);
        }
        return lacking;
    }

    @Override
    boolean hasWritten(int group, int round) {
        return group == A_TO_D ? !missing(round).contains(D) : hasBegun(round);
    }

    /** Notes that something is added to h. */
    void addToH(int round, String what) {
        require(!LAST.contains(what) || !missing(round).contains(D), "round %d has not added h to d yet", round);
        add(round, what);
    }

    /** Notes that h is added to d, and gives d's register. */
    String addToD(int round) {
        Set<String> lacking = lacks(1, round);
        lacking.remove(D);
        require(lacking.isEmpty(), "round %d is early: h lacks %s", round, lacking);
        String register = read(round, 3);
        settle(round, D);
        return register;
    }
}
