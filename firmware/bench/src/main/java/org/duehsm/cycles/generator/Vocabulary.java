package org.duehsm.cycles.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words that a plan may have, and of each what it makes and what it needs in registers.
 *
 * <p>In the form of a word, # stands for a number and * for a word of the message schedule, W20, or a
 * partial sum of its terms, W20(16+14): the sum of W[20-16] and W[20-14]. In target and uses, $1 is
 * what stood in place of the first of them, and so on; {#+2} is the number and 2.
 */
final class Vocabulary {

    private static final Pattern SHIFTED = Pattern.compile("\\{#([+-]\\d+)}");

    private record Word(String verb, Pattern form, int from, int to, String target, List<String> uses) {

        Step parse(String text) {
            Matcher m = form.matcher(text);
            if (!text.startsWith(verb) || !m.matches()) {
                return null;
            }
            int number =
                    m.groupCount() > 0 && Character.isDigit(m.group(1).charAt(0)) ? Integer.parseInt(m.group(1)) : 0;
            if (number < from || number > to) {
                return null;
            }
            return new Step(
                    text,
                    verb,
                    number,
                    target == null ? null : value(target, m, number),
                    uses.stream().map(use -> value(use, m, number)).toList());
        }

        private static String value(String template, Matcher text, int number) {
            String shifted = SHIFTED.matcher(template).replaceAll(n -> "" + (number + Integer.parseInt(n.group(1))));
            return text.replaceFirst(shifted);
        }
    }

    private final List<Word> words = new ArrayList<>();

    /** Adds a word without a number; target null: it makes no value. */
    Vocabulary word(String form, String target, String... uses) {
        return word(form, 0, 0, target, uses);
    }

    /** Adds a word whose number, of one or two digits, is within the limits. */
    Vocabulary word(String form, int from, int to, String target, String... uses) {
        String pattern =
                Pattern.quote(form).replace("#", "\\E(0|[1-9]\\d?)\\Q").replace("*", "\\E(W\\d+(?:\\([\\d+]+\\))?)\\Q");
        String verb = form.replaceFirst("[:#].*", "");
        words.add(new Word(verb, Pattern.compile(pattern), from, to, target, List.of(uses)));
        return this;
    }

    /**
     * The step that this word of a plan is.
     *
     * @throws IllegalArgumentException if it is none
     */
    Step parse(String text) {
        return words.stream()
                .flatMap(word -> Stream.ofNullable(word.parse(text)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a step: " + text));
    }
}
