package org.duehsm.cycles.generator;

import static org.duehsm.cycles.generator.Compression.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The books of a hash's rounds: what is yet to be added in each, and so whether a register holds what
 * a step wants to read there. Instead of moving values from round to round, names move: 0 is a, 1 is
 * b, and so on, and each round calls a register by the next name. A round adds up one value or two,
 * each in the register of the last name of its group, from which on it has the first; a group has as
 * many names as a value lives rounds. Between blocks, the names of the round after the last are the state.
 *
 * <p>All methods but those without conditions throw IllegalStateException at what the hash does not allow.
 */
abstract class Rounds {

    private final List<String> registers; // of the names in round 0
    private final int life; // of a value, in rounds: the names of a group
    private final List<Set<String>> missing = new ArrayList<>(); // addends, by round
    private final Set<Integer> begun = new TreeSet<>(); // rounds
    private final Set<Integer> summed = new TreeSet<>(); // words of the new state
    private final Set<Integer> kept = new TreeSet<>();

    Rounds(List<String> registers, int life) {
        this.registers = registers;
        this.life = life;
    }

    /** Adds a round, in which all this is to be added. */
    final void round(Set<String> addends) {
        missing.add(new TreeSet<>(addends));
    }

    /** What the round lacks for its value of this group. */
    abstract Set<String> lacks(int group, int round);

    /** Whether the round has written to the register of a group's last name. */
    abstract boolean hasWritten(int group, int round);

    /** How many rounds there are. */
    final int count() {
        return missing.size();
    }

    /** Words of the state. */
    final int state() {
        return registers.size();
    }

    final String register(int round, int name) {
        return registers.get(Math.floorMod(name - round, state()));
    }

    /** Which register is which in the round. */
    final String names(int round) {
        List<String> names = new ArrayList<>();
        for (int name = 0; name < state(); name++) {
            names.add("abcdefgh".charAt(name) + " " + register(round, name));
        }
        return "Round " + round + ": " + String.join(", ", names);
    }

    /** All that is not added yet. */
    final Set<String> missing(int round) {
        return missing.get(round);
    }

    final boolean hasBegun(int round) {
        return begun.contains(round);
    }

    /** The register of a name, which holds its value: made already, and not yet overwritten. */
    final String read(int round, int name) {
        int group = name / life;
        int maker = round - name % life - 1; // the round that has made the value; before 0, the old state
        if (maker >= 0) {
            Set<String> lacking = lacks(group, maker);
            require(lacking.isEmpty(), "round %d is early: round %d lacks %s", round, maker, lacking);
        }
        int next = maker + life; // overwrites it
        require(next == round || next >= count() || !hasWritten(group, next), "round %d has begun", next);
        int word = name + count() - round; // of the new state, if it lives until then
        require(word >= (group + 1) * life || !summed.contains(word), "H%d is added already", word);
        return register(round, name);
    }

    /**
     * Notes that something is added to the last name's register.
     *
     * @return whether it is the first addend of its round
     */
    final boolean add(int round, String what) {
        boolean first = !hasBegun(round);
        if (first) {
            read(round, state() - 1);
            begun.add(round);
        }
        settle(round, what);
        return first;
    }

    /** Notes that something is added. */
    final void settle(int round, String what) {
        require(missing.get(round).remove(what), "round %d adds twice: %s", round, what);
    }

    /** Notes that the old state's word is added to the new one's, and gives its register. */
    final String sum(int i) {
        String register = read(count(), i);
        summed.add(i);
        return register;
    }

    /** Notes that the new state's word is stored, and gives its register. */
    final String keep(int i) {
        require(summed.contains(i), "H%d was not added yet", i);
        kept.add(i);
        return register(count(), i);
    }

    final void checkComplete() {
        for (int t = 0; t < count(); t++) {
            require(missing.get(t).isEmpty(), "round %d lacks %s", t, missing.get(t));
        }
        require(kept.size() == state(), "of the state, only these words are kept: %s", kept);
    }
}
