package org.duehsm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rules file says, and what it may not say. */
class RulesTest {

    private static final String TOKEN = "0123456789abcdef0123";
    private static final Caller ROOT = peer("root", "root");
    private static final Caller OTHER = peer("4711", "4712"); // a number is a user, too

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("rules");
    }

    private static Caller peer(String user, String group) {
        return Caller.peer(
                Accounts.user(user).orElseThrow(), Accounts.group(group).orElseThrow());
    }

    private Rules rules(String... lines) throws IOException {
        return Rules.read(Files.writeString(file, String.join("\n", lines)));
    }

    @Test
    void whatNoLinePermitsIsNotAllowed() throws IOException {
        for (String text :
                new String[] {"", "# nothing\n\n  \t# still nothing", "user 4711 mac,list,random,manage *"}) {
            assertThat(allowed(rules(text).of(ROOT), "any")).isEmpty();
            assertThat(allowed(rules(text).of(Caller.TCP), "any")).isEmpty();
        }
    }

    @Test
    void eachRightAndKeyOfALine() throws IOException {
        Permissions permissions = rules(
                        "user 4711 mac,list app-* \"our shop\"", "user\t4711\tmanage  app-1#x # for now")
                .of(OTHER);

        assertThat(allowed(permissions, "app-1")).isEqualTo("MAC LIST");
        assertThat(allowed(permissions, "our shop")).isEqualTo("MAC LIST");
        assertThat(allowed(permissions, "app-1#x")).isEqualTo("MAC LIST MANAGE");
        assertThat(allowed(permissions, "our")).isEmpty();
        assertThat(allowed(permissions, "App-1")).isEmpty();
        assertThat(allowed(permissions, null)).isEqualTo("MAC LIST");
    }

    /** What changes the device changes it for all keys; random bytes are nobody's key. */
    @Test
    void whatNamesNoKey() throws IOException {
        assertThat(allowed(rules("user 4711 random").of(OTHER), null)).isEqualTo("RANDOM");
        assertThat(allowed(rules("user 4711 random,mac one").of(OTHER), null)).isEqualTo("MAC RANDOM");
        assertThat(allowed(rules("user 4711 manage a* *b").of(OTHER), null)).isEmpty();
        assertThat(allowed(rules("user 4711 manage a* **").of(OTHER), null)).isEqualTo("MANAGE");
    }

    @Test
    void whoIsMeant() throws IOException {
        assertThat(allowed(rules("user root mac *").of(ROOT), "k")).isEqualTo("MAC");
        assertThat(allowed(rules("user 0 mac *").of(ROOT), "k")).isEqualTo("MAC");
        assertThat(allowed(rules("user root mac *").of(OTHER), "k")).isEmpty();
        assertThat(allowed(rules("group root mac *").of(ROOT), "k")).isEqualTo("MAC");
        assertThat(allowed(rules("group 4712 mac *").of(OTHER), "k")).isEqualTo("MAC");
        assertThat(allowed(rules("group 4711 mac *").of(OTHER), "k")).isEmpty();
        assertThat(allowed(rules("user 4712 mac *").of(OTHER), "k")).isEmpty();
        assertThat(allowed(rules("tcp mac *").of(Caller.TCP), "k")).isEqualTo("MAC");
        assertThat(allowed(rules("tcp mac *").of(OTHER), "k")).isEmpty();
        assertThat(rules("tcp mac *").admitTcp()).isTrue();
        assertThat(rules("user root mac *").admitTcp()).isFalse();
    }

    @Test
    void membersOfAGroup() {
        assertThat(Accounts.membersIn("operators:x:4711:root,no-such-user,4712\n"))
                .containsExactlyInAnyOrder(
                        Accounts.user("root").orElseThrow(),
                        Accounts.user("4712").orElseThrow());
        assertThat(Accounts.membersIn("operators:x:4711:\n")).isEmpty();
        assertThat(Accounts.membersIn("")).isEmpty();
    }

    @Test
    void tokens() throws IOException {
        Path token = Files.writeString(folder.resolve("build.token"), TOKEN + "\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));
        Rules rules = rules("token build.token mac release", "token " + token + " list *", "user root mac *");

        assertThat(rules.admitTokens()).isTrue();
        assertThat(rules.tokenName("Bearer " + TOKEN)).hasValue("build.token");
        assertThat(rules.tokenName("Bearer " + TOKEN + "0")).isEmpty();
        assertThat(rules.tokenName(null)).isEmpty();
        assertThat(allowed(rules.ofToken("Bearer " + TOKEN), "release")).isEqualTo("MAC LIST");
        assertThat(allowed(rules.ofToken("Bearer " + TOKEN), "other")).isEqualTo("LIST");
        assertThat(allowed(rules.ofToken("Bearer other"), "release")).isEmpty();
        assertThat(rules.toString()).doesNotContain(TOKEN);
    }

    @Test
    void aTokenThatEverybodyCanRead() throws IOException {
        Path token = Files.writeString(folder.resolve("t"), TOKEN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> rules("token t mac *"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file + ":1: ", "everybody", "chmod o= " + token)
                .hasMessageNotContaining(TOKEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "*          | anything          | true",
                "a*         | a                 | true",
                "a*         | ba                | false",
                "*a         | ba                | true",
                "*a         | ab                | false",
                "a*a        | a                 | false",
                "a*a        | aa                | true",
                "a*b*c      | a-b-b-c           | true",
                "a*b*c      | a-c-b             | false",
                "a*bc*c     | abc               | false",
                "**a**      | xax               | true",
                "Schlüssel* | Schlüssel-1       | true",
                "a\\*       | a*                | true",
                "a\\*       | ab                | false",
                "\"a\\\"b\" | a\"b              | true",
                "\"a * b\"  | a and b           | true",
                "a\" \"b    | a b               | true",
                "\\#a       | #a                | true",
                "a\\\\b     | a\\b              | true",
                "a.c        | abc               | false",
                "a?         | ab                | false",
            })
    void patterns(String pattern, String keyId, boolean matches) throws IOException {
        assertThat(rules("user 4711 mac " + pattern).of(OTHER).permits(Right.MAC, keyId))
                .isEqualTo(matches);
    }

    /** As many stars as a line likes are no work for the daemon. */
    @Test
    void aPatternOfStars() throws IOException {
        String id = "a".repeat(127) + "b";

        assertThat(rules("user 4711 mac " + "*a".repeat(60) + "c").of(OTHER).permits(Right.MAC, id))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "everybody mac *            | 'everybody' is nobody; a line begins with user NAME",
                "User root mac *            | 'User' is nobody",
                "user                       | a name belongs behind 'user'",
                "user no-such-user mac *    | no user 'no-such-user'",
                "group no-such-group mac *  | no group 'no-such-group'",
                "user root                  | add rights: mac, list, random, manage",
                "tcp                        | add rights",
                "user root sign *           | 'sign' is no right; rights are mac, list",
                "user root MAC *            | 'MAC' is no right",
                "user root mac, list *      | '' is no right",
                "user root mac              | names no keys; end the line with key ids, or * for all",
                "user root random,mac       | names no keys",
                "tcp mac \"\"               | is no key id",
                "tcp mac \"a                | within double quotes",
                "tcp mac a\\                | ends with a backslash",
                "token                      | a name belongs behind 'token'",
                "token no.token mac *       | there is no file",
            })
    void linesThatAreNoRules(String line, String said) {
        assertThatThrownBy(() -> rules("# the second line", line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ":2: ")
                .hasMessageContaining(said);
    }

    @Test
    void anEncodingOfOldTimes() throws IOException {
        Files.write(file, "tcp mac Schlüssel".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Rules.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"rw-rw----", "rw----rw-", "rw--w----"})
    void aFileThatOthersCanWrite(String mode) throws IOException {
        rules("tcp mac *");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> Rules.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "chmod go-w");
    }

    @Test
    void aFileInAFolderThatOthersCanWrite() throws IOException {
        rules("tcp mac *");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));

        assertThatThrownBy(() -> Rules.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "chmod go-w " + folder);
    }

    /** Of which only root can make one. */
    @Test
    void aFileOfAnother() throws IOException {
        assumeTrue(new UnixSystem().getUid() == 0, "not root, so no file can be given away");
        rules("tcp mac *");
        Files.setOwner(file, Accounts.user("4711").orElseThrow());

        assertThatThrownBy(() -> Rules.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "belongs to user 4711");
    }

    private static String allowed(Permissions permissions, String keyId) {
        return Arrays.stream(Right.values())
                .filter(right -> permissions.permits(right, keyId))
                .map(Right::name)
                .collect(Collectors.joining(" "));
    }
}
