package org.duehsm.tests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.duehsm.client.Algorithm;

/** MACs that others have published, one file each; the files say where they are from. */
enum PublishedMacs {
    RFC_2202(Algorithm.HMAC_SHA1, "rfc2202-hmac-sha1.txt", 7),
    RFC_4231(Algorithm.HMAC_SHA256, "rfc4231-hmac-sha256.txt", 7),
    NIST_CAVP(Algorithm.HMAC_SHA256, "nist-cavp-hmac-sha256.txt", 225),
    WYCHEPROOF_SHA1(Algorithm.HMAC_SHA1, "wycheproof-hmac-sha1.txt", 170),
    WYCHEPROOF_SHA256(Algorithm.HMAC_SHA256, "wycheproof-hmac-sha256.txt", 174);

    private final Algorithm algorithm;
    private final String file;
    private final int count;

    PublishedMacs(Algorithm algorithm, String file, int count) {
        this.algorithm = algorithm;
        this.file = file;
        this.count = count;
    }

    /**
     * One of them.
     *
     * @param mac which may be cut
     * @param valid whether it is that of the message, and not one that a check has to refuse
     */
    record Case(byte[] key, byte[] message, byte[] mac, boolean valid) {

        /** Whether it is the beginning of this MAC of the message, or, if it is not valid, is not. */
        boolean agreesWith(byte[] whole) {
            return Arrays.equals(mac, Arrays.copyOf(whole, mac.length)) == valid;
        }
    }

    Algorithm algorithm() {
        return algorithm;
    }

    /** All of them, in the order of the file. */
    List<Case> read() throws IOException {
        try (InputStream in = PublishedMacs.class.getResourceAsStream(file)) {
            List<Case> cases = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> parse(line.split(" ")))
                    .toList();
            if (cases.size() != count) {
                throw new IOException(file + " has " + cases.size() + " cases, not " + count);
            }
            return cases;
        }
    }

    private static Case parse(String[] fields) {
        HexFormat hex = HexFormat.of();
        return new Case(hex.parseHex(fields[0]), hex.parseHex(fields[1]), hex.parseHex(fields[2]), fields.length == 3);
    }
}
