package org.duehsm.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;

/** The command above all others, whose options may want to ask somebody, too. */
public interface HasTerminal {

    /** Where a person is, if one is. */
    Terminal terminal();

    /** The terminal of a command anywhere below. */
    static Terminal of(CommandSpec command) {
        return ((HasTerminal) command.root().userObject()).terminal();
    }
}
