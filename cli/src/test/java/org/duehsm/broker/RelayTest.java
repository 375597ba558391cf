package org.duehsm.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.PlainBoard;
import org.duehsm.link.PlainHost;
import org.duehsm.link.Verb;
import org.junit.jupiter.api.Test;

/** What clients see of each other on one board: nothing. */
class RelayTest extends RelayedClients {

    @Test
    void aRequestIsPassedOnAsItCame() {
        Client client = client();
        int code = Verb.IMPORT | Verb.REPLACE | Verb.LIMITS;
        client.request(code, 0, 3, 1, 'k', 0, 0, 0, 0, 0, 0, 0, 0, 2, 8, 9, 3, 4, 1, 's');
        IncomingRequest passed = passOnOne();
        assertThat(passed.code()).isEqualTo(code);
        assertThat(passed.payload()).containsExactly(3, 1, 'k', 0, 0, 0, 0, 0, 0, 0, 0, 2, 8, 9, 3, 4, 1, 's');
        passed.answer(6, (byte) 3);
        answer();
        assertThat(client.heard()).singleElement().satisfies(said -> {
            assertThat(said.toString()).isEqualTo("REPLY 0 6");
            assertThat(said.payload()).containsExactly(3);
        });
    }

    @Test
    void theSameStreamOfTwoClientsIsTwoOfTheBoard() {
        Client one = client();
        Client two = client();
        one.first(0);
        two.first(0);
        one.request(Verb.MAC, 0, 1);
        two.request(LAST, 0, 2);
        List<IncomingRequest> passed = passOn();
        int ofOne = passed.get(0).aux();
        int ofTwo = passed.get(1).aux();
        assertThat(ofOne).isNotEqualTo(ofTwo);
        assertThat(passed.get(2).aux()).isEqualTo(ofOne);
        assertThat(passed.get(3).aux()).isEqualTo(ofTwo);
        assertThat(passed.get(3).payload()).containsExactly(2);
        passed.get(0).finish();
        passed.get(1).finish();
        passed.get(2).finish();
        passed.get(3).answer(0, (byte) 5);
        answer();
        assertThat(words(one.heard())).isEmpty();
        assertThat(words(two.heard())).containsExactly("REPLY 1 0");
        assertThat(relay.streamsInUse()).isEqualTo(1);
    }

    @Test
    void aMessageInOneFrameTakesNoStream() {
        Client client = client();
        client.send(client.host.request(WHOLE, 3, PlainHost.keyed(1, KEY)));
        assertThat(passOnOne().aux()).isEqualTo(Verb.NO_STREAM);
        assertThat(relay.streamsInUse()).isZero();
    }

    @Test
    void aPartOfNoStreamIsRefusedAsByADevice() {
        Client client = client();
        client.request(Verb.MAC, 2, 1);
        client.request(Verb.MAC, 2, 1);
        client.request(LAST, 2);
        client.request(Verb.MAC, 999, 1);
        assertThat(passOn()).isEmpty();
        // The second part is silent, as the page has it.
        assertThat(words(client.heard())).containsExactly("REPLY 0 4", "REPLY 2 4", "REPLY 3 2");
        client.request(LAST, 2);
        assertThat(passOn()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 4 4");
    }

    @Test
    void aCopyNamesTheBoardsStreams() {
        Client client = client();
        client.first(0);
        client.request(Verb.COPY, 0, 3, 0);
        client.request(Verb.ABORT, 3);
        List<IncomingRequest> passed = passOn();
        assertThat(passed.get(1).aux()).isEqualTo(passed.get(0).aux());
        assertThat(passed.get(2).aux())
                .isEqualTo(passed.get(1).payload()[0])
                .isNotEqualTo(passed.get(0).aux());
        passed.forEach(RelayedClients::succeed);
        answer();
        assertThat(words(client.heard())).containsExactly("REPLY 1 0");
        assertThat(relay.streamsInUse()).isEqualTo(1);
    }

    @Test
    void aCopyOfNoStreamFailsWhatItNames() {
        Client client = client();
        client.first(1);
        client.request(Verb.COPY, 0, 1, 0);
        client.request(LAST, 1);
        client.request(Verb.COPY, 0, 1);
        // Besides FIRST the board is told to wipe the stream that has failed.
        List<IncomingRequest> passed = passOn();
        assertThat(passed).extracting(IncomingRequest::code).containsExactly(FIRST, Verb.ABORT);
        passed.forEach(IncomingRequest::finish);
        answer();
        assertThat(words(client.heard())).containsExactly("REPLY 1 4", "REPLY 2 4", "REPLY 3 2");
        assertThat(relay.streamsInUse()).isZero();
    }

    /** Silent requests acknowledge nothing before the board has done them. */
    @Test
    void anAcknowledgementIsTheBoards() {
        Client client = client();
        client.send(client.host.request(FIRST | 0x80, 0, PlainHost.keyed(1, KEY))); // ACK_NOW
        IncomingRequest passed = passOnOne();
        answer();
        assertThat(client.heard()).isEmpty();
        passed.finish();
        answer();
        assertThat(words(client.heard())).containsExactly("ACK");
    }

    @Test
    void whoGoesGivesAllBack() {
        Client client = client();
        client.first(0);
        client.first(1);
        List<IncomingRequest> passed = workOff();
        client.request(Verb.INFO, 0, 0);
        relay.disconnect(client.session);
        List<IncomingRequest> after = workOff();
        assertThat(after).extracting(IncomingRequest::code).containsOnly(Verb.ABORT);
        assertThat(after)
                .extracting(IncomingRequest::aux)
                .containsExactlyInAnyOrder(passed.get(0).aux(), passed.get(1).aux());
        assertThat(relay.streamsInUse()).isZero();
        assertThat(relay.clients()).isEmpty();
    }

    @Test
    void aNewSessionHasNoneOfTheStreamsBefore() {
        Client client = client();
        client.first(0);
        workOff();
        client.open();
        client.request(LAST, 0);
        assertThat(workOff()).extracting(IncomingRequest::code).containsExactly(Verb.ABORT);
        assertThat(words(client.heard())).containsExactly("REPLY 0 4");
    }

    @Test
    void answersToOneWhoHasGoneAreDropped() {
        Client client = client();
        Client other = client();
        client.request(Verb.INFO, 0, 0);
        IncomingRequest passed = passOnOne();
        relay.disconnect(client.session);
        passed.answer(0);
        answer();
        assertThat(client.heard()).isEmpty();
        other.request(Verb.INFO, 0, 0);
        workOff();
        assertThat(words(other.heard())).containsExactly("REPLY 0 0");
    }

    @Test
    void verbsThatNobodyKnowsAreNotPassedOn() {
        Client client = client();
        for (int verb : new int[] {0, 15}) {
            client.request(verb, 0);
        }
        assertThat(passOn()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 0 3", "REPLY 1 3");
    }

    @Test
    void halfOfTheBoardsStreamsAreAnnounced() {
        assertThat(client().open().streams()).isEqualTo(PlainBoard.STREAMS / 2);
    }
}
