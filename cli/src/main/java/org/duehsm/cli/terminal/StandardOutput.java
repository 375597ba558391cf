package org.duehsm.cli.terminal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Standard output, which remembers why it failed: a {@link PrintWriter} says at most that it did. */
public final class StandardOutput extends OutputStream {

    private final OutputStream out;
    private OutputException failure;

    public StandardOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = new OutputException(e);
            throw failure;
        }
    }

    /** For text, in the encoding that the JVM found for it. */
    public PrintWriter writer() {
        String encoding = System.getProperty("sun.stdout.encoding");
        Charset charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(this, charset)), true);
    }

    /** Writes what waits in {@code writer}; throws OutputException if not all of it, or what was before, got out. */
    public void check(PrintWriter writer) throws OutputException {
        if (writer.checkError()) {
            throw failure == null ? new OutputException(new IOException("it cannot be written")) : failure;
        }
    }
}
