package org.duehsm.cli.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.duehsm.cli.Run;
import org.duehsm.cli.VirtualDueTest;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.cli.terminal.ScriptedTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the virtual Due, which the command is used with where there is no board; inside the JVM it is no faster. */
class KeyCommandsTest extends VirtualDueTest {

    /* RFC 2202, test case 2. */
    private static final String KEY = "Jefe";
    private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes(UTF_8);
    private static final String MAC = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";

    @TempDir
    private Path folder;

    private static ScriptedTerminal input(String text) {
        return new ScriptedTerminal(text.getBytes(UTF_8));
    }

    private static ScriptedTerminal answers(String... answers) {
        return new ScriptedTerminal(new byte[0], answers);
    }

    private static Run importKey(ScriptedTerminal terminal, String... arguments) {
        return run(terminal, with(new String[] {"import", "--algorithm", "HmacSHA1"}, arguments));
    }

    private static String mac(String id) {
        return run(new ScriptedTerminal(MESSAGE), "mac", id).out().strip();
    }

    @Test
    void importsFromThePrompt() {
        assertThat(importKey(answers(KEY, KEY), "prompt")).isEqualTo(done("Imported the key prompt."));
        assertThat(mac("prompt")).isEqualTo(MAC);
    }

    @Test
    void refusesTwoDifferentEntries() {
        Run run = importKey(answers(KEY, "Jeff"), "typo");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).startsWith("due-hsm: ").contains("differ").doesNotContain("Je");
        assertThat(run("mac", "typo").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void importsFromAFileInBase64() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "SmVmZQ==\n");
        assertThat(importKey(input(""), "file", "--base64", "--file", file.toString())
                        .exitCode())
                .isZero();
        assertThat(mac("file")).isEqualTo(MAC);
    }

    @Test
    void importsFromStandardInputInHexadecimal() {
        assertThat(importKey(input("4a656665\n"), "stdin", "--hex", "--stdin").exitCode())
                .isZero();
        assertThat(mac("stdin")).isEqualTo(MAC);
    }

    @Test
    void replacesOnlyWhenAsked() {
        importKey(input("first"), "twice", "--stdin");
        Run refused = importKey(input(KEY), "twice", "--stdin");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("twice", "--replace");
        assertThat(mac("twice")).isNotEqualTo(MAC);
        assertThat(importKey(input(KEY), "twice", "--stdin", "--replace").exitCode())
                .isZero();
        assertThat(mac("twice")).isEqualTo(MAC);
    }

    @Test
    void refusesKeysOfAWrongLength() {
        Run empty = importKey(input(""), "empty", "--stdin");
        assertThat(empty.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(empty.err()).contains("1 to 1024", "the one for empty has 0");
        Run tooLong = importKey(input("k".repeat(1025)), "long", "--stdin");
        assertThat(tooLong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(tooLong.err()).contains("1 to 1024", "the one for long has 1025");
        assertThat(run("keys").out()).doesNotContain("empty", "long");
        assertThat(importKey(input("k".repeat(1024)), "longest", "--stdin").exitCode())
                .isZero();
        assertThat(importKey(input("k".repeat(100_000)), "huge", "--stdin").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void takesNoKeyAsAnArgument() {
        assertThat(run("import", "id", KEY, "--algorithm=HmacSHA1").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesAKeyIdThatIsNone() {
        for (String[] command : new String[][] {
            {"import", "--algorithm=HmacSHA1"}, {"generate", "--algorithm=HmacSHA1"}, {"delete", "--yes"}, {"mac"}
        }) {
            Run tooLong = run(input(KEY), with(command, "i".repeat(129)));
            assertThat(tooLong.exitCode()).as(command[0]).isEqualTo(ExitCode.USAGE);
            assertThat(tooLong.err()).contains("at most 128 bytes", "129");
            Run empty = run(input(KEY), with(command, ""));
            assertThat(empty.exitCode()).as(command[0]).isEqualTo(ExitCode.USAGE);
            assertThat(empty.err()).contains("at least 1 character");
        }
    }

    private static String[] with(String[] command, String... more) {
        return Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** A key id is what was typed, however the parser of arguments likes to read it. */
    @Test
    void takesAKeyIdAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "from-a-file");
        for (String id :
                new String[] {"@" + file, "@@x", "${sys:user.name}", "\"quoted\"", "-dash", "a,b", "x=y", "%n"}) {
            assertThat(Run.of(input(KEY), "import", "--algorithm=HmacSHA1", "--stdin", "--port=" + port(), "--", id))
                    .isEqualTo(done("Imported the key " + id + "."));
            assertThat(run("keys").out()).contains(id);
            assertThat(Run.of(new ScriptedTerminal(MESSAGE), "mac", "--port=" + port(), "--", id))
                    .isEqualTo(done(MAC));
            Run.of("delete", "--yes", "--port=" + port(), "--", id);
        }
        assertThat(run("keys").out()).doesNotContain("from-a-file");
    }

    /** Java reads arguments and what is typed in the locale's encoding, and has U+FFFD for what is not in it. */
    @Test
    void takesNothingThatTheLocaleHasGarbled() {
        Run id = importKey(input(KEY), "schl\uFFFDssel", "--stdin");
        assertThat(id.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(id.err()).contains("key id", "LC_ALL");
        for (String typed : new String[] {"\uFFFD\uFFFDpfel", "\uD800"}) {
            Run key = importKey(answers(typed, typed), "garbled");
            assertThat(key.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(key.err()).contains("encoding of this terminal", "--file");
        }
        assertThat(run("keys").out()).doesNotContain("schl", "garbled");
    }

    @Test
    void generatesListsAndDeletes() {
        assertThat(run("generate", "born-here", "--algorithm=HmacSHA1").exitCode())
                .isZero();
        Run again = run("generate", "born-here", "--algorithm=HmacSHA256");
        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("born-here", "exists");
        assertThat(run("keys").out())
                .containsPattern("(?m)^ID +ALGORITHM")
                .containsPattern("(?m)^born-here +HmacSHA1 +generated +20");
        assertThat(run("keys", "--json").out()).contains("\"id\": \"born-here\"", "\"origin\": \"generated\"");

        assertThat(run(answers("n"), "delete", "born-here").exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run("keys").out()).contains("born-here");
        assertThat(run(answers("yes"), "delete", "born-here").exitCode()).isZero();
        assertThat(run("keys").out()).doesNotContain("born-here");
        assertThat(run("delete", "born-here", "--yes").exitCode()).isEqualTo(ExitCode.FAILED);
        Run gone = run("delete", "born-here"); // asks nobody
        assertThat(gone.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(gone.err()).contains("no key born-here");
    }

    /** RFC 4231, test case 2; the same bytes are another key under another id. */
    @Test
    void keysOfBothAlgorithmsAreThereSideBySide() throws IOException {
        String mac = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        importKey(input(KEY), "one", "--stdin");
        assertThat(run(input(KEY), "import", "two", "--stdin", "--algorithm=hmacsha256"))
                .isEqualTo(done("Imported the key two."));
        assertThat(run("generate", "two-made", "--algorithm=HmacSHA256").exitCode())
                .isZero();

        assertThat(run("keys").out())
                .containsPattern("(?m)^one +HmacSHA1 +imported")
                .containsPattern("(?m)^two +HmacSHA256 +imported")
                .containsPattern("(?m)^two-made +HmacSHA256 +generated");
        assertThat(run("keys", "--json").out()).contains("\"algorithm\": \"HmacSHA256\"");
        assertThat(mac("one")).isEqualTo(MAC);
        assertThat(mac("two")).isEqualTo(mac);
        Path file = Files.write(folder.resolve("message"), MESSAGE);
        assertThat(run("mac", "two", file.toString(), "--base64").out())
                .isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=\n");
        assertThat(mac("two-made")).hasSize(mac.length()).isNotEqualTo(mac);
    }

    @Test
    void computesTheMacOfAFile() throws IOException {
        importKey(input(KEY), "for-mac", "--stdin");
        Path file = Files.write(folder.resolve("message"), MESSAGE);
        assertThat(run("mac", "for-mac", file.toString())).isEqualTo(done(MAC));
        assertThat(run("mac", "for-mac", file.toString(), "--base64").out())
                .isEqualTo("7/zfauXrL6LSdBbV8YTfnCWafHk=\n");
        Run missing = run("mac", "for-mac", folder.resolve("none").toString());
        assertThat(missing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).contains("no such file");
    }

    @Test
    void saysThatAKeyIsUnknown() {
        Run run = run("mac", "nobody");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("due-hsm: ")
                .contains("nobody");
        assertThat(run("mac", "nobody", "--verbose").err()).contains("\tat org.duehsm.");
    }

    private static Run done(String line) {
        return new Run(ExitCode.OK, line + System.lineSeparator(), "");
    }
}
