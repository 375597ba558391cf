package org.duehsm.cli.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.KeyEntry;

/**
 * What a fleet has under one key id.
 *
 * @param id the key id
 * @param on what each board has under it, in the order of the boards
 * @param missing the boards that list their keys, and not this one
 */
record FleetKey(String id, Map<DueHsmClient, KeyEntry> on, List<DueHsmClient> missing) {

    /** Each id that any board has, in the order of their characters. Boards that did not list their keys have no part. */
    static List<FleetKey> of(List<Look> looks) {
        Map<String, FleetKey> keys = new TreeMap<>();
        List<Look> listed = looks.stream().filter(Look::listed).toList();
        for (Look look : listed) {
            for (KeyEntry entry : look.keys()) {
                keys.computeIfAbsent(entry.id(), id -> new FleetKey(id, new LinkedHashMap<>(), new ArrayList<>()))
                        .on
                        .put(look.board(), entry);
            }
        }
        for (FleetKey key : keys.values()) {
            listed.stream()
                    .map(Look::board)
                    .filter(board -> !key.on.containsKey(board))
                    .forEach(key.missing::add);
        }
        return List.copyOf(keys.values());
    }

    /** How the boards' lists differ in it. Where they do not, the keys may still differ: a test MAC shows that. */
    Optional<String> difference() {
        List<String> differences = new ArrayList<>();
        if (!missing.isEmpty()) {
            differences.add("missing at " + Fleet.ports(missing));
        }
        compare(KeyEntry::algorithmName).ifPresent(differences::add);
        compare(entry -> "limits " + (entry.limits() == null ? "not told" : entry.limits()))
                .ifPresent(differences::add);
        if (isGenerated()) {
            differences.add("generated at " + Fleet.ports(generatedAt()) + ", and what a board generates no other has");
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    /** Which boards say what of it, if they do not say the same. */
    private Optional<String> compare(Function<KeyEntry, String> property) {
        Map<String, List<DueHsmClient>> boards = on.keySet().stream()
                .collect(Collectors.groupingBy(
                        board -> property.apply(on.get(board)), LinkedHashMap::new, Collectors.toList()));
        return boards.size() < 2
                ? Optional.empty()
                : Optional.of(boards.entrySet().stream()
                        .map(each -> each.getKey() + " at " + Fleet.ports(each.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    /** Whether a board has made it, so that no other has the same. */
    boolean isGenerated() {
        return !generatedAt().isEmpty();
    }

    private List<DueHsmClient> generatedAt() {
        return on.keySet().stream().filter(board -> on.get(board).generated()).toList();
    }

    /**
     * What a test MAC would compare it by, the same on all boards: nothing where only one has it, where it cannot be the
     * same, where algorithms or limits differ, or where this library does not know the algorithm.
     */
    Optional<KeyEntry> comparableBy() {
        KeyEntry one = on.values().iterator().next();
        boolean comparable = on.size() > 1
                && !isGenerated()
                && one.algorithm().isPresent()
                && on.values().stream()
                        .allMatch(entry -> entry.algorithmCode() == one.algorithmCode()
                                && Objects.equals(entry.limits(), one.limits()));
        return comparable ? Optional.of(one) : Optional.empty();
    }
}
