package org.duehsm.cli;

import picocli.CommandLine.Parameters;

/** The parameter ID. */
final class KeyIdParameter {

    @Parameters(paramLabel = "ID", description = "The key's id: 1 to 128 bytes of UTF-8, case-sensitive.")
    private String id;

    String id() {
        return id;
    }
}
