package org.duehsm.cycles.generator;

import static org.duehsm.cycles.generator.Compression.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The books of SHA-1's eighty rounds: what is yet to be added to e in each, and so whether a register holds
 * what a step wants to read there. Instead of moving values from round to round, names move; 0 to 4
 * are a to e. Between blocks, a to e of round 80 are the state.
 *
 * <p>All methods but the static ones throw IllegalStateException at what the hash does not allow.
 */
final class Sha1Rounds {

    static final int COUNT = 80;
    static final int STATE = 5; // words

    private static final int FIRST_REGISTER = 8;

    private final List<Set<String>> missing = new ArrayList<>(); // addends to e, by round
    private final Set<Integer> begun = new TreeSet<>(); // rounds
    private final Set<Integer> summed = new TreeSet<>(); // words of the new state
    private final Set<Integer> kept = new TreeSet<>();

    Sha1Rounds() {
        for (int t = 0; t < COUNT; t++) {
            missing.add(new TreeSet<>(Set.of("K", "F", "W" + t, "a <<< 5")));
            if (t >= 40 && t < 60) {
                missing.get(t).add("c & d"); // the other half of F
            }
        }
    }

    static String register(int round, int name) {
        return "r" + (FIRST_REGISTER + Math.floorMod(name - round, STATE));
    }

    /** The rotation to the right still due to a register of the state: b becomes c by ROR #2. */
    static int due(int round, int name) {
        return name >= 2 && round >= name - 1 ? 2 : 0;
    }

    /** The register of a name, which holds its value: made already, and not yet overwritten. */
    String read(int round, int name) {
        int maker = round - name - 1; // the value is what became of e in this round; before 0, the old state
        if (maker >= 0) {
            require(
                    missing.get(maker).isEmpty(),
                    "round %d is early: round %d lacks %s",
                    round,
                    maker,
                    missing.get(maker));
        }
        int next = maker + STATE; // whose e it is
        require(next == round || !begun.contains(next), "round %d has begun", next);
        int word = COUNT - 1 - maker; // of the new state, if below 5
        require(!summed.contains(word), "H%d is added already", word);
        return register(round, name);
    }

    /**
     * Notes that something is added to e.
     *
     * @return whether it is the first addend of its round
     */
    boolean add(int round, String what) {
        boolean first = !begun.contains(round);
        if (first) {
            read(round, 4);
            begun.add(round);
        }
        require(missing.get(round).remove(what), "round %d adds twice: %s", round, what);
        return first;
    }

    /** Notes that the old state's word is added to the new one's, and gives its register. */
    String sum(int i) {
        String register = read(COUNT, i);
        summed.add(i);
        return register;
    }

    /** Notes that the new state's word is stored, and gives its register. */
    String keep(int i) {
        require(summed.contains(i), "H%d was not added yet", i);
        kept.add(i);
        return register(COUNT, i);
    }

    void checkComplete() {
        for (int t = 0; t < COUNT; t++) {
            require(missing.get(t).isEmpty(), "round %d lacks %s", t, missing.get(t));
        }
        require(kept.size() == STATE, "of the state, only these words are kept: %s", kept);
    }
}
