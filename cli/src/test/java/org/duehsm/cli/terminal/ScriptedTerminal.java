package org.duehsm.cli.terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A terminal whose user has answered beforehand. */
public class ScriptedTerminal implements Terminal {

    private final Deque<String> answers;
    private final InputStream in;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final StandardOutput out;

    /** One with this standard input, whose person gives these answers; nobody is there if there are none. */
    public ScriptedTerminal(byte[] input, String... answers) {
        this(input, null, answers);
    }

    /** One whose standard output is {@code out}. */
    public ScriptedTerminal(byte[] input, OutputStream out, String... answers) {
        this.in = new ByteArrayInputStream(input);
        this.out = new StandardOutput(out == null ? written : out);
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    /** What was written to standard output. */
    public byte[] written() {
        return written.toByteArray();
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public StandardOutput out() {
        return out;
    }

    @Override
    public boolean showsOutput() {
        return false;
    }

    @Override
    public boolean showsProgress() {
        return false;
    }

    @Override
    public boolean hasPerson() {
        return !answers.isEmpty();
    }

    @Override
    public String ask(String prompt) {
        return answers.pop();
    }

    @Override
    public char[] askSecret(String prompt) {
        return answers.pop().toCharArray();
    }
}
