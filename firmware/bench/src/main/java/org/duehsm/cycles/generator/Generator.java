package org.duehsm.cycles.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the assembly of a hash's compression from its plan.
 *
 * <p>Usage: {@code Generator HASH PLAN HEAD > ASSEMBLY}, HEAD being the comment at the top of the
 * output, which explains the method.
 */
final class Generator {

    /** A hash, ready to translate a plan with the message pointer in this register at first. */
    private interface Hash {
        Compression of(Plan plan, int pointerRegister);
    }

    private Generator() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: Generator sha1|sha256 PLAN HEAD");
            System.exit(2);
        }
        System.out.print(assembly(args[0], Files.readString(Path.of(args[1])), Files.readString(Path.of(args[2]))));
    }

    /**
     * The assembly.
     *
     * @param head its first comment
     * @throws IllegalArgumentException if there is no such hash, or if a word of the plan is no step
     * @throws IllegalStateException if the plan does not compute the hash
     */
    static String assembly(String hash, String plan, String head) {
        return switch (hash) {
            case "sha1" -> assembly(Sha1::new, Plan.parse(plan, Sha1.WORDS), Sha1.POOL, head);
            case "sha256" -> assembly(Sha256::new, Plan.parse(plan, Sha256.WORDS), Sha256.POOL, head);
            default -> throw new IllegalArgumentException("no such hash: " + hash);
        };
    }

    /** Looks for the register in which the pointer can be at both ends of the loop. */
    private static String assembly(Hash hash, Plan plan, int pool, String head) {
        for (int pointer = 0; pointer < pool; pointer++) {
            Compression loop = hash.of(plan, pointer);
            if (loop.translate() == pointer) {
                return Assembly.of(head, loop, pointer);
            }
        }
        throw new IllegalStateException("the pointer does not come back to its register");
    }
}
