package org.duehsm.cli.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duehsm.client.Algorithm;
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
        Map<String, List<DueHsmClient>> algorithms = on.keySet().stream()
                .collect(Collectors.groupingBy(
                        board -> on.get(board).algorithmName(), LinkedHashMap::new, Collectors.toList()));
        if (algorithms.size() > 1) {
            differences.add(algorithms.entrySet().stream()
                    .map(each -> each.getKey() + " at " + Fleet.ports(each.getValue()))
                    .collect(Collectors.joining(", ")));
        }
        if (isGenerated()) {
            differences.add("generated at " + Fleet.ports(generatedAt()) + ", and what a board generates no other has");
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    /** Whether a board has made it, so that no other has the same. */
    boolean isGenerated() {
        return !generatedAt().isEmpty();
    }

    private List<DueHsmClient> generatedAt() {
        return on.keySet().stream().filter(board -> on.get(board).generated()).toList();
    }

    /**
     * What a test MAC would compare it by: nothing where only one board has it, where it cannot be the same, or where
     * this library does not know its algorithm.
     */
    Optional<Algorithm> comparableBy() {
        KeyEntry one = on.values().iterator().next();
        boolean comparable = on.size() > 1
                && !isGenerated()
                && on.values().stream().allMatch(entry -> entry.algorithmCode() == one.algorithmCode());
        return comparable ? one.algorithm() : Optional.empty();
    }
}
