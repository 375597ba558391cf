package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MacStreamTest {

    private static final int FRAME = 640;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Lengths whose sum is more than an int holds: an array of 2 GB after some bytes. */
    @Test
    void theLongestArrayDoesNotFitBehindOtherBytes() {
        for (int used : new int[] {0, 9, 100, FRAME}) {
            assertThat(MacStream.fits(LONGEST_ARRAY, used, FRAME)).isFalse();
            assertThat(MacStream.fits(FRAME - used, used, FRAME)).isTrue();
            assertThat(MacStream.fits(FRAME - used + 1, used, FRAME)).isFalse();
        }
    }
}
