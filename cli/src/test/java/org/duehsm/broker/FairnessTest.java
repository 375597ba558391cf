package org.duehsm.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.PlainBoard;
import org.duehsm.link.Verb;
import org.duehsm.rules.Permissions;
import org.junit.jupiter.api.Test;

/** One client's appetite is no other's hunger. */
class FairnessTest extends RelayedClients {

    private static final int SHARE = PlainBoard.STREAMS / 2;

    private static void info(Client client, int topic) {
        client.request(Verb.INFO, 0, topic);
    }

    private List<Integer> topics(List<IncomingRequest> requests) {
        return requests.stream().map(r -> (int) r.payload()[0]).toList();
    }

    private List<Integer> workOffTopics() {
        List<Integer> order = new ArrayList<>();
        for (List<IncomingRequest> passed = passOn(); !passed.isEmpty(); passed = passOn()) {
            order.addAll(topics(passed)); // which are wiped when they are done
            passed.forEach(RelayedClients::succeed);
            answer();
        }
        return order;
    }

    @Test
    void theWindowIsSharedAmongThoseWhoWait() {
        Client hungry = client();
        Client other = client();
        for (int i = 0; i < PlainBoard.WINDOW; i++) {
            info(hungry, 1);
        }
        info(other, 2);
        info(other, 2);
        assertThat(topics(passOn())).containsExactly(1, 2, 1, 2);
    }

    @Test
    void whoHasTheWindowFullLetsTheNextOneIn() {
        Client hungry = client();
        Client other = client();
        for (int i = 0; i < PlainBoard.WINDOW; i++) {
            info(hungry, 1);
        }
        List<IncomingRequest> passed = new ArrayList<>(passOn());
        assertThat(topics(passed)).containsExactly(1, 1, 1, 1);
        passed.get(0).answer(0);
        answer();
        info(other, 2);
        info(other, 2);
        info(hungry, 1);
        // One place has come free, and then as many as make the shares even.
        assertThat(topics(passOn())).containsExactly(2);
        passed.get(1).answer(0);
        answer();
        assertThat(topics(passOn())).containsExactly(2);
        passed.get(2).answer(0);
        answer();
        assertThat(topics(passOn())).containsExactly(1);
    }

    @Test
    void turnsGoRound() {
        List<Client> clients = List.of(client(), client(), client());
        for (int i = 0; i < 3; i++) {
            for (int c = 0; c < clients.size(); c++) {
                if (i < 2 || c == 0) {
                    info(clients.get(c), c);
                }
            }
        }
        assertThat(workOffTopics()).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void aUserHasNoMoreTurnsByManyPrograms() {
        for (int i = 0; i < 3 * PlainBoard.WINDOW; i++) {
            Client greedy = new Client("greedy", Permissions.ALL);
            greedy.open();
            info(greedy, 0);
        }
        // Two users more, so that the window cannot be shared evenly.
        List<Client> modest = List.of(client(), client());
        for (int i = 0; i < PlainBoard.WINDOW; i++) {
            info(modest.get(0), 1);
            info(modest.get(1), 2);
        }
        List<Integer> order = workOffTopics().subList(0, 3 * PlainBoard.WINDOW);
        for (int user = 0; user < 3; user++) {
            assertThat(Collections.frequency(order, user)).isEqualTo(PlainBoard.WINDOW);
        }
    }

    @Test
    void whoHoldsMostLosesWhatHasRestedLongest() {
        Client hoarder = client();
        Client second = client();
        for (int stream = 0; stream < SHARE; stream++) {
            hoarder.first(stream);
            workOff();
        }
        for (int stream = 0; stream < SHARE - 1; stream++) {
            second.first(stream);
            workOff();
        }
        hoarder.request(Verb.MAC, 0, 1);
        workOff();
        Client third = client();
        third.first(0);
        third.first(1);
        workOff();
        assertThat(relay.streamsInUse()).isEqualTo(PlainBoard.STREAMS);
        for (int stream = 0; stream < SHARE; stream++) {
            hoarder.request(LAST, stream);
        }
        for (int stream = 0; stream < SHARE - 1; stream++) {
            second.request(LAST, stream);
        }
        third.request(LAST, 0);
        third.request(LAST, 1);
        workOff();
        // Stream 1 of the hoarder had rested longest; stream 0 was used since.
        assertThat(words(hoarder.heard())).containsExactly("REPLY 5 0", "REPLY 6 4", "REPLY 7 0", "REPLY 8 0");
        assertThat(words(second.heard())).containsExactly("REPLY 3 0", "REPLY 4 0", "REPLY 5 0");
        assertThat(words(third.heard())).containsExactly("REPLY 2 0", "REPLY 3 0");
        assertThat(relay.streamsInUse()).isZero();
    }

    /** Each of them holds no more than anybody else. */
    @Test
    void aUserIsNoRicherByManyPrograms() {
        Client modest = client();
        modest.first(0);
        workOff();
        for (int i = 0; i < 2 * PlainBoard.STREAMS; i++) {
            Client greedy = new Client("greedy", Permissions.ALL);
            greedy.open();
            greedy.first(0);
            workOff();
        }
        assertThat(relay.streamsInUse()).isEqualTo(PlainBoard.STREAMS);
        modest.request(LAST, 0);
        workOff();
        assertThat(words(modest.heard())).containsExactly("REPLY 1 0");
    }

    @Test
    void whoHoldsMostItselfLosesItsOwn() {
        Client hoarder = client();
        Client second = client();
        Client third = client();
        for (int stream = 0; stream < SHARE - 1; stream++) {
            hoarder.first(stream);
            second.first(stream);
            workOff();
        }
        third.first(0);
        third.first(1);
        workOff();
        hoarder.first(SHARE - 1);
        workOff();
        hoarder.request(LAST, 0);
        hoarder.request(LAST, SHARE - 1);
        second.request(LAST, 0);
        workOff();
        assertThat(words(hoarder.heard())).containsExactly("REPLY 4 4", "REPLY 5 0");
        assertThat(words(second.heard())).containsExactly("REPLY 3 0");
    }
}
