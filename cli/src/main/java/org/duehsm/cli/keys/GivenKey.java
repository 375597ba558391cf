package org.duehsm.cli.keys;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyLimits;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** A key as somebody gives it to a command: its id, what it is for, and its bytes. */
public final class GivenKey {

    @Mixin
    private KeyIdParameter key;

    @Mixin
    private AlgorithmOption option;

    @Mixin
    private LimitOptions limits;

    @ArgGroup
    private KeySource source = new KeySource();

    @ArgGroup
    private KeyFormat format = new KeyFormat();

    /** The key id. */
    public String id() {
        return key.id();
    }

    /** What the key is for. */
    public Algorithm algorithm() {
        return option.algorithm();
    }

    /**
     * What the key is limited to.
     *
     * @throws IllegalArgumentException if that is not for its algorithm, or cannot be stored
     */
    public KeyLimits limits() {
        return limits.limits().requireFor(id(), algorithm());
    }

    /**
     * Reads the bytes, from a file or standard input, or asks for them, and wipes them after their use.
     *
     * @throws org.duehsm.cli.terminal.CliException if they are not written as was said, or nobody is there to be asked
     */
    public void read(Terminal terminal, Consumer<byte[]> use) throws IOException {
        byte[] written = source.read(terminal);
        try {
            byte[] bytes = format.decode(written);
            try {
                use.accept(bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } finally {
            Arrays.fill(written, (byte) 0);
        }
    }
}
