package org.duehsm.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** Requests that are done later, or never; what is kept, and for how long. */
class DeviceSessionLateAnswerTest extends DeviceSessionHost {

    @Test
    void repliesKeepTheOrderOfTheRequests() {
        open();
        request(0, ANSWERED);
        request(1, SILENT_ACK_NOW);
        request(2, ANSWERED);
        requests.all.get(2).answer(12);
        requests.all.get(1).finish();
        assertThat(heard()).isEmpty();
        requests.all.get(0).answer(10);
        assertThat(heard()).containsExactly("REPLY 0 10 1", "ACK 0 2", "REPLY 2 12 3");
    }

    @Test
    void aRepetitionOfWhatIsNotDoneYetWaits() {
        open();
        request(0, ANSWERED);
        request(1, SILENT);
        request(0, ANSWERED);
        request(1, SILENT_ACK_NOW);
        assertThat(heard()).isEmpty();
        assertThat(requests.all).hasSize(2);
        requests.all.get(0).answer(0);
        assertThat(heard()).containsExactly("REPLY 0 0 1");
        requests.all.get(1).finish();
        assertThat(heard()).containsExactly("ACK 0 2");
    }

    @Test
    void aGapNamesTheFirstThatIsNotDone() {
        open();
        request(0, SILENT);
        request(1, SILENT);
        requests.all.get(0).finish();
        request(3, SILENT);
        assertThat(heard()).containsExactly("ACK 1 1");
    }

    @Test
    void noMoreThanAWindowIsUnderWay() {
        open();
        for (int seq = 0; seq <= WINDOW; seq++) {
            request(seq, SILENT);
        }
        assertThat(requests.all).hasSize(WINDOW);
        assertThat(heard()).containsExactly("ACK 1 0");
        requests.all.get(0).finish();
        request(WINDOW, SILENT);
        assertThat(requests.all).hasSize(WINDOW + 1);
    }

    @Test
    void anotherNonceOpensAnotherSession() {
        open();
        request(0, ANSWERED);
        request(1, ANSWERED);
        requests.all.get(0).answer(0);
        heard();
        hello(2);
        assertThat(heard()).containsExactly("WELCOME " + (EPOCH + 1) + " 1");
        assertThat(requests.opened).isEqualTo(2);
        requests.all.get(1).answer(0);
        assertThat(heard()).as("an answer of the old session").isEmpty();
        request(1, ANSWERED);
        assertThat(heard()).containsExactly("NO_SESSION " + EPOCH + " " + BOOT);
        send(frame(packet(Packet.REQUEST, ANSWERED, EPOCH + 1, 0, 0)));
        requests.last().answer(7);
        assertThat(heard()).containsExactly("REPLY 0 7 1");
        assertThat(requests.all).hasSize(3);
    }

    @Test
    void aRestartClosesAndLetsTheLastReplyOut() {
        open();
        request(0, ANSWERED);
        request(1, ANSWERED);
        requests.all.get(0).answer(0);
        session.restart(terms(77, 88, WINDOW));
        requests.all.get(1).answer(0);
        request(2, ANSWERED);
        assertThat(heard()).containsExactly("REPLY 0 0 1", "NO_SESSION " + EPOCH + " 88");
        hello(1);
        assertThat(heard()).containsExactly("WELCOME 77 1");
    }

    @Test
    void aHostThatDoesNotReadIsNotReadEither() {
        open();
        exchange(1, 0);
        byte[] repetition = frame(packet(Packet.REQUEST, ANSWERED, EPOCH, 0, 0));
        byte[] flood = new byte[1000 * repetition.length];
        for (int i = 0; i < 1000; i++) {
            System.arraycopy(repetition, 0, flood, i * repetition.length, repetition.length);
        }
        int taken = session.input(flood, 0, flood.length);
        assertThat(taken).isLessThan(flood.length);
        assertThat(session.input(flood, taken, flood.length - taken)).isZero();
        int heard = 0;
        while (taken < flood.length) {
            heard += heard().size();
            taken += session.input(flood, taken, flood.length - taken);
        }
        assertThat(heard + heard().size()).isEqualTo(1000);
    }

    @Test
    void allThatIsUnderWayHasRoom() {
        session.restart(terms(16));
        open();
        for (int seq = 0; seq < 16; seq++) {
            request(seq, ANSWERED);
        }
        byte[] stale = frame(packet(Packet.REQUEST, ANSWERED, 1, 0, 0));
        while (session.input(stale, 0, stale.length) == stale.length) {}
        requests.all.forEach(x -> x.answer(0, new byte[80]));
        assertThat(heard()).hasSizeGreaterThan(16).endsWith("REPLY 14 0 15", "REPLY 15 0 16");
    }

    @Test
    void whatIsDoneOrForgottenIsWiped() {
        open();
        byte[][] kept = new byte[3][];
        IncomingRequest[] wiped = new IncomingRequest[3];
        for (int i = 0; i < 3; i++) {
            send(frame(packet(Packet.REQUEST, ANSWERED, EPOCH, i, 0, (byte) 7, (byte) 8)));
            wiped[i] = requests.last();
            kept[i] = wiped[i].payload();
        }
        wiped[0].answer(0, (byte) 5);
        wiped[1].answer(0, (byte) 6);
        assertThat(kept[0]).containsOnly(0);
        assertThat(wiped[0].reply()).containsExactly(5);
        wiped[2].finish();
        for (int seq = 3; seq <= WINDOW; seq++) {
            request(seq, SILENT);
            requests.last().finish();
        }
        assertThat(wiped[0].reply()).as("more than a window ago").containsOnly(0);
        assertThat(wiped[1].reply()).containsExactly(6);
        session.close();
        assertThat(wiped[1].reply()).containsOnly(0);
        assertThat(output()).isEmpty();
    }

    @Test
    void theFrameIsWipedWholeOrBegun() throws ReflectiveOperationException {
        Field decoder = DeviceSession.class.getDeclaredField("decoder");
        decoder.setAccessible(true);
        byte[] received = ((FrameDecoder) decoder.get(session)).packet();
        open();
        request(0, ANSWERED);
        assertThat(received).containsOnly(0);
        send((byte) 7);
        assertThat(received).contains(7);
        session.close();
        assertThat(received).containsOnly(0);
    }

    @Test
    void aRequestIsAnsweredOnce() {
        open();
        request(0, ANSWERED);
        IncomingRequest request = requests.last();
        assertThatThrownBy(() -> request.answer(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.answer(0, new byte[81]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("80")
                .hasMessageContaining("81");
        request.answer(0, new byte[80]);
        assertThatThrownBy(request::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> request.answer(1)).isInstanceOf(IllegalStateException.class);
        request(0, ANSWERED);
        assertThat(heard()).containsExactly("REPLY 0 0 1", "REPLY 0 0 1");
    }
}
