package org.duehsm.tests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.client.Algorithm;
import org.duehsm.tests.SelectionAsk.First;
import org.duehsm.tests.SelectionAsk.KeyKind;

/** The rules and tables of provider/SELECTION.md: what is to come of it when a program asks for a MAC. */
final class SelectionRules {

    private static final String INVALID_KEY = "InvalidKeyException";
    private static final String DUE = "DueHSM";

    private final Map<String, Map<String, String>> names;
    private final Map<String, Map<String, String>> keys;

    SelectionRules() throws IOException {
        Page page = new Page("provider/SELECTION.md");
        names = table(page, "Who has which name");
        keys = table(page, "Who takes which key");
    }

    /** The first table below a heading: by the texts of the first column, then by those of the first row. */
    private static Map<String, Map<String, String>> table(Page page, String heading) throws IOException {
        List<List<String>> rows = page.text()
                .substring(page.text().indexOf("\n## " + heading + "\n"))
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.substring(1).split("\\|")).stream()
                        .map(String::trim)
                        .toList())
                .toList();
        Map<String, Map<String, String>> table = new HashMap<>();
        for (List<String> row : rows.subList(2, rows.size())) {
            Map<String, String> byColumn = new HashMap<>();
            for (int column = 1; column < row.size(); column++) {
                byColumn.put(rows.get(0).get(column), row.get(column));
            }
            table.put(row.get(0), byColumn);
        }
        return table;
    }

    /** The provider's name and, if it hands on, a plus; or an exception's simple name. */
    String outcome(SelectionRow row, SelectionAsk ask) {
        String name = ask.name().of(ask.algorithm());
        String provider = ask.provider(row);
        if (provider != null) {
            if (!row.list().contains(provider)) {
                return "NoSuchProviderException";
            }
            return has(row, provider, name) ? chosen(row, ask, provider) : "NoSuchAlgorithmException";
        }
        List<String> candidates = candidates(row, ask.algorithm(), name);
        if (candidates.isEmpty()) {
            return "NoSuchAlgorithmException";
        }
        return ask.first() == First.INIT
                ? byKey(row, ask.key(), isOurs(ask), candidates)
                : chosen(row, ask, candidates.get(0));
    }

    private List<String> candidates(SelectionRow row, Algorithm algorithm, String name) {
        List<String> candidates = new ArrayList<>(row.list());
        String preferred = row.preferredFor(algorithm, name);
        if (candidates.remove(preferred)) {
            candidates.add(0, preferred);
        }
        candidates.removeIf(each -> !has(row, each, name));
        return candidates;
    }

    private boolean has(SelectionRow row, String provider, String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase().contains("`" + name.toLowerCase() + "`"))
                .map(entry -> entry.getValue().get(column(row, provider)))
                .findFirst()
                .orElseThrow()
                .equals("yes");
    }

    /** Rule 3. */
    private String byKey(SelectionRow row, KeyKind key, boolean ours, List<String> candidates) {
        String refusal = null;
        for (String candidate : candidates) {
            String answer = answer(row, key, ours, candidate);
            if (answer.equals("takes")) {
                return candidate;
            }
            if (refusal == null && answer.endsWith("Exception")) {
                refusal = answer;
            }
        }
        return refusal == null ? INVALID_KEY : refusal;
    }

    /** Rules 1 and 4. */
    private String chosen(SelectionRow row, SelectionAsk ask, String provider) {
        String answer = answer(row, ask.key(), isOurs(ask), provider);
        return switch (answer) {
            case "takes" -> provider;
            case "passes" -> INVALID_KEY;
            case "hands on" -> {
                String standard = ask.algorithm().jcaName();
                String other = byKey(row, ask.key(), false, candidates(row, ask.algorithm(), standard));
                yield other.endsWith("Exception") ? other : provider + "+";
            }
            default -> answer;
        };
    }

    private String answer(SelectionRow row, KeyKind key, boolean ours, String provider) {
        String answer = keys.get(key.inWords()).get(column(row, provider));
        return ours && answer.equals("hands on") ? "passes" : answer;
    }

    private static boolean isOurs(SelectionAsk ask) {
        return ask.name() == SelectionAsk.Name.OURS;
    }

    private static String column(SelectionRow row, String provider) {
        return provider.equals(row.due()) ? DUE : provider;
    }
}
