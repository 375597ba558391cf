package org.duehsm.tests;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pieces of secrets, to be looked for in memory: each 8 bytes of them, and these with the bytes of each word reversed. */
final class Pieces {

    private final Set<Long> pieces = new HashSet<>();
    private final BitSet beginnings = new BitSet(1 << Short.SIZE);

    private Pieces() {}

    @SafeVarargs
    static Pieces of(List<byte[]>... secrets) {
        Pieces all = new Pieces();
        for (List<byte[]> some : secrets) {
            some.forEach(all::add);
        }
        return all;
    }

    /** A key as it is, and as HMAC pads it. */
    static List<byte[]> traces(byte[] key) {
        List<byte[]> traces = new ArrayList<>();
        for (int pad : new int[] {0, Midstates.INNER, Midstates.OUTER}) {
            byte[] padded = key.clone();
            for (int i = 0; i < padded.length; i++) {
                padded[i] ^= (byte) pad;
            }
            traces.add(padded);
        }
        return traces;
    }

    private void add(byte[] secret) {
        ByteBuffer bytes = ByteBuffer.wrap(secret);
        for (int i = 0; i + Long.BYTES <= secret.length; i++) {
            long piece = bytes.getLong(i);
            for (long each : new long[] {piece, Long.rotateLeft(Long.reverseBytes(piece), Integer.SIZE)}) {
                pieces.add(each);
                beginnings.set((int) (each >>> Long.SIZE - Short.SIZE));
            }
        }
    }

    /** Where in the bytes there are any. */
    List<Integer> in(ByteBuffer bytes) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i + Long.BYTES <= bytes.limit(); i++) {
            if (beginnings.get(bytes.getShort(i) & 0xFFFF) && pieces.contains(bytes.getLong(i))) {
                places.add(i);
            }
        }
        return places;
    }
}
