package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's launcher, laid out as the archive has it. */
class LauncherTest {

    private static final Path CLI = Path.of("..", "cli").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path launcher;
    private Path home;

    @BeforeEach
    void layOut() throws IOException {
        Path jar = CLI.resolve("target/due-hsm.jar");
        assumeTrue(Files.exists(jar), "the build has not come to make " + jar);
        String name = "with blanks and Ümlauts";
        // A JVM in a locale of ASCII, as of this test on a bare machine, can name no such folder.
        boolean nameable = Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode(name);
        Path top = folder.resolve(nameable ? name : "with blanks");
        Files.createDirectories(top.resolve("lib"));
        Files.createDirectories(top.resolve("bin"));
        Files.copy(jar, top.resolve("lib/due-hsm.jar"));
        launcher = top.resolve("bin/due-hsm");
        Files.copy(CLI.resolve("src/distribution/bin/due-hsm"), launcher);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = Files.createDirectory(folder.resolve("home"));
    }

    private Command run(Map<String, String> environment, Path program, String... arguments) throws Exception {
        Map<String, String> all = new HashMap<>();
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("XDG_CACHE_HOME", home.toString());
        all.put("LC_ALL", "C");
        all.putAll(environment);
        String[] command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return Command.run(folder, all, command);
    }

    /** A Java that is this script of the shell; gives its home. */
    private Path java(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("java/bin"));
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin.getParent();
    }

    @Test
    void startsFromAnywhereAndFindsItsFileTheSecondTime() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("due-hsm"), links.relativize(launcher));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("due"), link);

        Command first = run(Map.of(), linkToLink, "--version");
        Command second = run(Map.of("JAVA_TOOL_OPTIONS", "-Xshare:on"), link, "--version");
        Command command = run(Map.of(), launcher, "info", "--port", "jvm:");

        assertThat(first.err()).isEmpty();
        assertThat(first.out()).startsWith("due-hsm ");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err().lines()).allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"));
        assertThat(command.err()).isEmpty();
    }

    /** Not by a folder that cannot be written: root can write every one. */
    @Test
    void doesWithoutItsFile() throws Exception {
        Path unable = java("""
                case $* in *ArchiveClassesAtExit*) exit 1 ;; esac
                exec '%s/bin/java' "$@"
                """.formatted(System.getProperty("java.home")));
        Command run = run(Map.of("JAVA_HOME", unable.toString()), launcher, "--version");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("due-hsm ");
        assertThat(launcher.resolveSibling("../lib")).isDirectoryNotContaining("glob:**.{jsa,new}");
    }

    @Test
    void saysWhatIsWrongWithJava() throws Exception {
        Path old = java("echo '  java.specification.version = 11' >&2\n");

        Command tooOld = run(Map.of("JAVA_HOME", old.toString()), launcher, "--version");
        Command notThere = run(Map.of("JAVA_HOME", "/nowhere"), launcher, "--version");

        assertThat(List.of(tooOld.exitCode(), notThere.exitCode())).containsOnly(2);
        assertThat(tooOld.err())
                .isEqualTo("due-hsm: " + old
                        + "/bin/java is Java 11; due-hsm needs 17 or newer: install it, or set JAVA_HOME\n");
        assertThat(notThere.err()).startsWith("due-hsm: JAVA_HOME is /nowhere, which has no bin/java");
    }
}
