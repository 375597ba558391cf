package org.duehsm.rules;

import java.util.List;

/**
 * Which key ids a rule is for: a key id, in which each star stands for any characters, or none.
 *
 * @param pieces what stands between the stars, in order; one piece if there is no star
 */
public record KeyPattern(List<String> pieces) {

    /** Whether it is for every key, whatever its id. */
    public boolean isForAll() {
        return pieces.size() > 1 && pieces.stream().allMatch(String::isEmpty);
    }

    /** Whether it is for the key of this id; in a time that grows with the id, however many stars there are. */
    public boolean matches(String keyId) {
        String first = pieces.get(0);
        int last = pieces.size() - 1;
        if (last == 0) {
            return keyId.equals(first);
        }
        int end = keyId.length() - pieces.get(last).length();
        if (end < first.length() || !keyId.startsWith(first) || !keyId.endsWith(pieces.get(last))) {
            return false;
        }
        int at = first.length();
        for (String piece : pieces.subList(1, last)) {
            int found = keyId.indexOf(piece, at);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }
}
