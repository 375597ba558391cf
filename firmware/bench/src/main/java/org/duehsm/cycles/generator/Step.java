package org.duehsm.cycles.generator;

import java.util.List;

/**
 * One step of a plan, which becomes one instruction.
 *
 * @param text as the plan has it
 * @param verb what to do
 * @param number the round, or the index of a word; 0 without one
 * @param target the value made, or null
 * @param uses the values needed in registers
 */
record Step(String text, String verb, int number, String target, List<String> uses) {}
