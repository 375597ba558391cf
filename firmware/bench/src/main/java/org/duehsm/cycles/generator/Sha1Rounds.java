package org.duehsm.cycles.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The books of SHA-1's eighty rounds: what was added to e in each, and so whether a register holds
 * what a step wants to read there. Instead of moving values from round to round, names move; 0 to 4
 * are a to e. Between blocks, a to e of round 80 are the state.
 *
 * <p>All methods but the static ones throw IllegalStateException at what the hash does not allow.
 */
final class Sha1Rounds {

    static final int COUNT = 80;
    static final int STATE = 5; // words

    private static final int FIRST_REGISTER = 8;

    private final List<Set<String>> added = new ArrayList<>(); // to e, by round
    private final Set<Integer> summed = new TreeSet<>(); // words of the new state
    private final Set<Integer> kept = new TreeSet<>();

    Sha1Rounds() {
        for (int t = 0; t < COUNT; t++) {
            added.add(new TreeSet<>());
        }
    }

    static String register(int round, int name) {
        return "r" + (FIRST_REGISTER + Math.floorMod(name - round, STATE));
    }

    /** The rotation to the right still due to a register of the state: b becomes c by ROR #2. */
    static int due(int round, int name) {
        return name >= 2 && round >= name - 1 ? 2 : 0;
    }

    private static Set<String> addends(int round) {
        Set<String> addends = new TreeSet<>(Set.of("K", "F", "W" + round, "a <<< 5"));
        if (round >= 40 && round < 60) {
            addends.add("c & d"); // the other half of F
        }
        return addends;
    }

    /** The register of a name, which holds its value: made already, and not yet overwritten. */
    String read(int round, int name) {
        int maker = round - name - 1; // the value is what became of e in this round, from -5 on
        require(
                maker < 0 || added.get(maker).equals(addends(maker)),
                "round " + round + " is early: round " + maker + " has only " + (maker < 0 ? "" : added.get(maker)));
        int next = maker + STATE;
        require(next == round || next >= COUNT || added.get(next).isEmpty(), "round " + next + " has begun");
        int word = COUNT - 1 - maker; // of the new state, if below 5
        require(!summed.contains(word), "H" + word + " is added already");
        return register(round, name);
    }

    /**
     * Notes that something is added to e.
     *
     * @return whether it is the first addend of its round
     */
    boolean add(int round, String what) {
        Set<String> addends = added.get(round);
        if (addends.isEmpty()) {
            read(round, 4);
        }
        require(addends.add(what), "round " + round + " adds twice: " + what);
        return addends.size() == 1;
    }

    /** Notes that the old state's word is added to the new one's, and gives its register. */
    String sum(int i) {
        String register = read(COUNT, i);
        summed.add(i);
        return register;
    }

    /** Notes that the new state's word is stored, and gives its register. */
    String keep(int i) {
        require(summed.contains(i), "H" + i + " was not added yet");
        kept.add(i);
        return register(COUNT, i);
    }

    void checkComplete() {
        for (int t = 0; t < COUNT; t++) {
            require(added.get(t).equals(addends(t)), "round " + t + " adds " + added.get(t));
        }
        require(kept.size() == STATE, "of the state, only these words are kept: " + kept);
    }

    private static void require(boolean condition, String otherwise) {
        Compression.require(condition, otherwise);
    }
}
