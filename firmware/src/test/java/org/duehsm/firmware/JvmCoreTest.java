package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JvmCoreTest {

    private static final byte[] HELLO = HexFormat.of().parseHex("0002010101010101010f1112131415161718010105a76ea500");

    private final JvmFlash flash = JvmFlash.inMemory();

    /** An interrupt in whatever it asks of its board resets it, and stays for whom it is meant. */
    @Test
    void anInterruptInAnyCallToTheBoardIsNoMoreThanAReset() {
        int resets = 0;
        int calls = 0;
        InterruptingBoard board;
        do {
            board = new InterruptingBoard(calls++);
            try {
                new JvmCore(flash.bytes(), board).receive(HELLO, 0, HELLO.length);
            } catch (JvmCore.Reset e) {
                resets++;
            }
            assertThat(Thread.interrupted()).isEqualTo(board.interrupted);
            InterruptingBoard next = new InterruptingBoard(Integer.MAX_VALUE);
            new JvmCore(flash.bytes(), next).receive(HELLO, 0, HELLO.length);
            assertThat(next.answers).isPositive();
        } while (board.interrupted);
        assertThat(resets).isPositive();
    }

    private final class InterruptingBoard implements JvmCore.Board {
        private final SplittableRandom random = new SplittableRandom(1);
        private int callsBefore;
        private boolean interrupted;
        private int answers;

        InterruptingBoard(int callsBefore) {
            this.callsBefore = callsBefore;
        }

        private void count() {
            if (callsBefore-- == 0) {
                interrupted = true;
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void send(byte[] answer) {
            answers++;
            count();
        }

        @Override
        public void program(int offset, byte[] data) {
            flash.program(offset, data);
            count();
        }

        @Override
        public boolean noise(byte[] samples) {
            random.nextBytes(samples);
            count();
            return true;
        }
    }
}
