package org.duehsm.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duehsm.broker.Counters.Asked;
import org.duehsm.broker.Counters.Outcome;
import org.duehsm.link.IncomingRequest;
import org.duehsm.link.PlainHost;
import org.duehsm.link.Verb;
import org.duehsm.rules.Permissions;
import org.duehsm.rules.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing reaches the board that a client may not do. */
class RightsTest extends RelayedClients {

    private static final int ENTRY_HEAD = 10;

    private static Permissions only(Right right, String key) {
        return (asked, id) -> asked == right && (id == null || key == null || id.equals(key));
    }

    private static byte[] prefixed(byte[] id, int... before) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int b : before) {
            out.write(b);
        }
        out.write(id.length);
        out.writeBytes(id);
        return out.toByteArray();
    }

    private static byte[] payload(int verb) {
        return switch (verb) {
            case Verb.MAC -> PlainHost.keyed(1, KEY);
            case Verb.FIND, Verb.DELETE -> prefixed(KEY);
            case Verb.IMPORT, Verb.GENERATE -> prefixed(KEY, 1);
            case Verb.LIST -> new byte[3];
            case Verb.EXTENDED -> prefixed(KEY, Verb.GET_LIMITS, 0);
            default -> new byte[1];
        };
    }

    @ParameterizedTest
    @CsvSource({
        "1, MAC",
        "4, MAC LIST RANDOM MANAGE",
        "5, LIST",
        "6, LIST MAC",
        "7, MANAGE",
        "8, MANAGE",
        "9, MANAGE",
        "10, RANDOM",
        "11, MANAGE",
        "12, MANAGE",
        "15, LIST MAC"
    })
    void aVerbNeedsItsRight(int verb, String rights) {
        Set<Right> enough = EnumSet.noneOf(Right.class);
        for (String right : rights.split(" ")) {
            enough.add(Right.valueOf(right));
        }
        int code = verb == Verb.MAC ? WHOLE : verb;
        int aux = verb == Verb.MAC ? Verb.NO_STREAM : 0;
        for (Right right : Right.values()) {
            Client client = client(only(right, "key"));
            client.send(client.host.request(code, aux, payload(verb)));
            List<IncomingRequest> passed = workOff();
            assertThat(passed).as(right.name()).hasSize(enough.contains(right) ? 1 : 0);
            assertThat(words(client.heard())).containsExactly(enough.contains(right) ? "REPLY 0 0" : "REPLY 0 18");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Verb.MAC, Verb.FIND, Verb.IMPORT, Verb.GENERATE, Verb.DELETE, Verb.EXTENDED})
    void aRightIsForItsKeys(int verb) {
        Permissions others = (right, id) -> id == null || !id.equals("key");
        Client client = client(others);
        client.send(client.host.request(verb == Verb.MAC ? WHOLE : verb, verb == Verb.MAC ? 0xFFFF : 0, payload(verb)));
        assertThat(passOn()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 0 18");
    }

    @Test
    void aMessageThatIsRefusedStaysRefused() {
        Client client = client(only(Right.MAC, "other"));
        client.first(0);
        client.request(Verb.MAC, 0, 1);
        client.request(LAST, 0);
        assertThat(passOn()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 0 18", "REPLY 2 18");
    }

    @Test
    void aRefusedOneOverAnOpenOneGivesThatBack() {
        Client client = client(only(Right.MAC, "key"));
        client.first(0);
        client.send(client.host.request(FIRST, 0, PlainHost.keyed(1, "other".getBytes(UTF_8))));
        assertThat(workOff()).extracting(IncomingRequest::code).containsExactly(FIRST, Verb.ABORT);
        assertThat(relay.streamsInUse()).isZero();
    }

    /** What they would do is not known. */
    @ParameterizedTest
    @ValueSource(ints = {0, 6, 255})
    void otherVerbsOfExtendedAreRefused(int verb) {
        Client client = client();
        client.send(client.host.request(Verb.EXTENDED, 0, prefixed(KEY, verb, 0)));
        client.request(Verb.EXTENDED, 0);
        assertThat(passOn()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 0 3", "REPLY 1 3");
    }

    /** Who logs in there, is a manager at the board's own port. */
    @ParameterizedTest
    @CsvSource({"13, 1", "13, 2", "13, 3", "14, 1", "15, 2", "15, 3", "15, 4", "15, 5"})
    void whatAManagerDoesIsForTheBoardsOwnPort(int verb, int step) {
        Client client = client();
        client.send(client.host.request(verb, 0, prefixed(KEY, step, 0)));
        client.send(client.host.request(verb, 0, prefixed(KEY, step, 0)));
        assertThat(passOn()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 0 18", "REPLY 1 18");
        assertThat(log)
                .containsExactly("user 1 may not log in, or change logins and limits, which only the board's own port"
                        + " takes");
        assertThat(counters.get(Asked.MANAGE, Outcome.NOT_PERMITTED)).isEqualTo(2);
    }

    @Test
    void aKeyIdThatIsCutOffIsMalformed() {
        Client client = client();
        client.request(Verb.FIND, 0, 5, 'k');
        client.request(Verb.DELETE, 0);
        client.request(FIRST, 0, 1);
        client.request(LAST, 0);
        assertThat(passOn()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 0 2", "REPLY 1 2", "REPLY 2 2", "REPLY 3 2");
        client.request(Verb.EXTENDED, 0, Verb.GET_LIMITS, 0, 5, 'k');
        assertThat(passOn()).isEmpty();
        assertThat(words(client.heard())).containsExactly("REPLY 4 2");
    }

    @Test
    void theLogNamesWhoWasRefusedOnceAndNoLineBreaks() {
        Client client = client(only(Right.LIST, null));
        client.send(client.host.request(Verb.DELETE, 0, prefixed("a\nb".getBytes(UTF_8))));
        client.send(client.host.request(Verb.DELETE, 0, prefixed(KEY)));
        workOff();
        assertThat(log).containsExactly("user 1 may not manage: key id a?b");
        assertThat(counters.get(Asked.MANAGE, Outcome.NOT_PERMITTED)).isEqualTo(2);
        assertThat(counters.get(Asked.MANAGE, Outcome.PASSED)).isZero();
    }

    @Test
    void whoConnectsAgainFillsNoLog() {
        for (int i = 0; i < 10; i++) {
            Client client = new Client("user", only(Right.LIST, null));
            client.open();
            client.send(client.host.request(Verb.DELETE, 0, prefixed(KEY)));
            workOff();
            relay.disconnect(client.session);
        }
        assertThat(log).containsExactly("user may not manage: key id key");
    }

    /** The command asks for a key by FIND before it has a MAC computed. */
    @Test
    void theLogSaysWhatWouldPermitToSeeAKey() {
        Client client = client(only(Right.MAC, "other"));
        client.send(client.host.request(Verb.FIND, 0, prefixed(KEY)));
        workOff();
        assertThat(log).containsExactly("user 1 may not mac or list: key id key");
    }

    private static byte[] piece(int generation, byte[] entry, int offset) {
        byte[] piece = {(byte) generation, 0, 0, 0, 9, 0, (byte) entry.length};
        byte[] part = Arrays.copyOfRange(entry, Math.min(offset, entry.length), Math.min(offset + 72, entry.length));
        byte[] answer = Arrays.copyOf(piece, piece.length + part.length);
        System.arraycopy(part, 0, answer, piece.length, part.length);
        return answer;
    }

    private static byte[] entry(String id) {
        byte[] bytes = id.getBytes(UTF_8);
        byte[] entry = new byte[ENTRY_HEAD + bytes.length];
        System.arraycopy(bytes, 0, entry, ENTRY_HEAD, bytes.length);
        return entry;
    }

    private byte[] list(Client client, String id) {
        client.request(Verb.LIST, 0, 3, 0, 0);
        answerPiece(1, id, 0);
        return client.heard().get(0).payload();
    }

    private void answerPiece(int generation, String id, int offset) {
        IncomingRequest asked = passOnOne();
        assertThat(asked.payload()).containsExactly(3, 0, offset);
        asked.answer(0, piece(generation, entry(id), offset));
        answer();
    }

    @Test
    void anEntryThatMayNotBeSeenLooksAsIfGone() {
        Client client = client(only(Right.LIST, "seen"));
        assertThat(list(client, "seen")).isEqualTo(piece(1, entry("seen"), 0));
        assertThat(list(client, "hidden")).containsExactly(1, 0, 0, 0, 9, 0, 0);
    }

    @Test
    void whetherALongOneMayBeSeenIsSeenAtItsEnd() {
        String seen = "s".repeat(100);
        Client client = client(only(Right.LIST, seen));
        for (int offset : new int[] {0, 72}) {
            client.request(Verb.LIST, 0, 3, 0, offset);
            for (int part : new int[] {0, 72}) {
                answerPiece(1, seen, part);
            }
            assertThat(client.heard().get(0).payload()).isEqualTo(piece(1, entry(seen), offset));
        }
    }

    /** The first piece says nothing of the rest, which may be another key's. */
    @Test
    void piecesOfTwoKeysAreReadAgain() {
        String hidden = "h".repeat(100);
        Client client = client(only(Right.LIST, "seen"));
        client.request(Verb.LIST, 0, 3, 0, 0);
        answerPiece(1, hidden, 0);
        answerPiece(2, hidden, 72);
        answerPiece(2, "seen", 0);
        assertThat(client.heard().get(0).payload()).isEqualTo(piece(2, entry("seen"), 0));
    }
}
