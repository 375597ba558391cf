package org.duehsm.cli.terminal;

/** A command, or options of one, that may have to ask somebody; told where, before the command runs. */
public interface AsksAtTerminal {

    /** This is where. */
    void ask(Terminal terminal);
}
