package org.duehsm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * MACs by three {@link ModelledBoard}s behind one provider, against those by one: what several boards gain, and what
 * choosing among them costs a thread that is alone.
 */
final class BoardRatios implements AutoCloseable {

    private static final int KIB = 1 << 10;
    private static final int BOARDS = 3;
    private static final double GAIN_MIN = 2.7;

    private final double seconds;
    private final Path folder;
    private final List<ModelledBoard> boards = new ArrayList<>();
    private final DueDevice one;
    private final DueDevice three;

    /** Starts it. */
    BoardRatios(double seconds) throws IOException, GeneralSecurityException {
        this.seconds = seconds;
        folder = Files.createTempDirectory("due-hsm-boards");
        for (int i = 0; i <= BOARDS; i++) {
            boards.add(new ModelledBoard(folder.resolve("board" + i), ModelledBoard.boardsNanos(KIB)));
        }
        one = DueDevice.thatTakesAnyKey(boards.get(0).port());
        three = DueDevice.thatTakesAnyKey(String.join(
                ",", boards.stream().skip(1).map(ModelledBoard::port).toList()));
    }

    List<Figure> measure(int rounds) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int threads : new int[] {8, 24, 1}) {
            Measurement alone = macs(one, threads);
            Measurement together = macs(three, threads);
            Measurement.takeTurns(rounds, List.of(alone, together));
            figures.add(Figure.ratio(
                    "1 KiB MACs a second at a board's pace, " + (threads == 1 ? "1 thread" : threads + " threads")
                            + ": three boards / one",
                    together.values(),
                    alone.values(),
                    threads == 1 ? 0 : GAIN_MIN));
        }
        return figures;
    }

    private Measurement macs(DueDevice device, int threads) {
        MacLoad load = new MacLoad(device, KIB);
        return new Measurement(() -> load.run(threads, seconds).macsPerSecond());
    }

    @Override
    public void close() throws IOException, GeneralSecurityException {
        three.close();
        one.close();
        for (int i = 0; i <= BOARDS; i++) {
            boards.get(i).close();
            Files.delete(folder.resolve("board" + i));
        }
        Files.delete(folder);
    }
}
