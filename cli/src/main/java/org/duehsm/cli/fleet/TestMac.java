package org.duehsm.cli.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duehsm.cli.device.SampleMessage;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;
import org.duehsm.client.KeyLimits;

/**
 * Whether boards have the same key under an id, which none tells: all of them compute the MAC of one message.
 *
 * @param same the boards, by the MAC that they gave: those of one list have the same key
 * @param failed the boards that gave none, and why
 */
record TestMac(List<List<DueHsmClient>> same, Map<DueHsmClient, DueHsmException> failed) {

    /** Compares by a key for this algorithm with these limits, which may be null if they are not known. */
    static TestMac of(String keyId, Algorithm algorithm, KeyLimits limits, Collection<DueHsmClient> boards) {
        byte[] message = SampleMessage.of(algorithm, limits);
        Map<String, List<DueHsmClient>> byMac = new LinkedHashMap<>();
        Map<DueHsmClient, DueHsmException> failed = new LinkedHashMap<>();
        for (DueHsmClient board : boards) {
            try {
                byte[] mac = board.mac(algorithm, keyId, message, 0, message.length);
                byMac.computeIfAbsent(HexFormat.of().formatHex(mac), first -> new ArrayList<>())
                        .add(board);
            } catch (DueHsmException e) {
                failed.put(board, e);
            }
        }
        return new TestMac(List.copyOf(byMac.values()), failed);
    }

    /** Whether they have different keys. */
    boolean differs() {
        return same.size() > 1;
    }

    /** Which boards have one key, and which another. */
    String difference() {
        return "one key at " + same.stream().map(Fleet::ports).collect(Collectors.joining(", another at "));
    }
}
