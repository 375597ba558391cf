package org.duehsm.cycles.report;

import java.util.List;

/** The hashes whose compression is timed, in the builds that the Makefile makes of each. */
enum Hash {
    SHA1("SHA-1", "sha1"),
    SHA256("SHA-256", "sha256");

    /** The hand-tuned assembly, and the C as the compiler optimises it. */
    static final List<String> BUILDS = List.of("asm", "c-O3", "c-O2", "c-Os");

    /** In tables. */
    final String title;

    /** Of names: its files, its functions, its figures. */
    final String prefix;

    Hash(String title, String prefix) {
        this.title = title;
        this.prefix = prefix;
    }

    /** What a build is called in the table. */
    String source(String build) {
        return build.equals("asm") ? prefix + "_cortexm3.S" : prefix + "_portable.c, " + build.substring(1);
    }
}
