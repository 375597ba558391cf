package org.duehsm.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.duehsm.aws.TemporaryCredentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsCacheTest {

    private static final Duration MARGIN = Duration.ofMinutes(15);
    private static final List<String> WANTED = List.of("AKIA", "https://sts.example.com/", "");

    @TempDir
    Path temporary;

    private final PlayedClock clock = new PlayedClock();
    private final PlayedSource source = new PlayedSource(clock);
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private Path folder;
    private CredentialsCache cache;

    @BeforeEach
    void make() {
        folder = temporary.resolve("new").resolve("due-hsm");
        cache = new CredentialsCache(folder, clock, warnings::add);
    }

    private String get() throws Exception {
        return cache.get(WANTED, MARGIN, source).accessKeyId();
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".credentials"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void keepsWhatIsGoodForAQuarterOfAnHour() throws Exception {
        TemporaryCredentials made = cache.get(WANTED, MARGIN, source);
        clock.pass(Duration.ofMinutes(45).minusSeconds(1));
        assertThat(cache.get(WANTED, MARGIN, source)).isEqualTo(made);
        assertThat(source.asked()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(1));
        assertThat(get()).isEqualTo("ASIA2");
        assertThat(get()).isEqualTo("ASIA2");
        assertThat(warnings).isEmpty();
    }

    @Test
    void tellsApartWhatIsWanted() throws Exception {
        assertThat(get()).isEqualTo("ASIA1");
        assertThat(cache.get(List.of("AKIA", "", "https://sts.example.com/"), MARGIN, source)
                        .accessKeyId())
                .isEqualTo("ASIA2");
        assertThat(cache.get(List.of("AKIAhttps://sts.example.com/", ""), MARGIN, source)
                        .accessKeyId())
                .isEqualTo("ASIA3");
        assertThat(get()).isEqualTo("ASIA1");
    }

    @Test
    void nobodyElseCanRead() throws Exception {
        get();
        assertThat(mode(folder)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "cut", "quote", "time", "long", "binary"})
    void replacesWhatItCannotRead(String how) throws Exception {
        get();
        String good = Files.readString(file());
        Files.writeString(
                file(),
                switch (how) {
                    case "cut" -> good.substring(0, good.length() - 1);
                    case "quote" -> good.replace("secret/", "sec\\\"ret/");
                    case "time" -> good.replace("2026-11-30T", "tomorrow");
                    case "long" -> good.replace("token+", "t".repeat(1 << 20));
                    case "binary" -> "\u0000\u00ff";
                    default -> how;
                });
        assertThat(get()).isEqualTo("ASIA2");
        assertThat(get()).isEqualTo("ASIA2");
        assertThat(warnings).isEmpty();
    }

    /** Of another's making, perhaps: neither read nor written through. */
    @Test
    void replacesLinksAndWhatOthersCanRead() throws Exception {
        get();
        Path elsewhere = Files.move(file(), temporary.resolve("elsewhere"));
        get();
        Path file = file();
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        assertThat(get()).isEqualTo("ASIA3");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(elsewhere).content().contains("ASIA1");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(get()).isEqualTo("ASIA4");
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void doesWithoutAFolderThatIsNotTheUsersOwn() throws Exception {
        get();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        assertWarns("is open to others; chmod 700 " + folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(get()).as("the one from before").isEqualTo("ASIA1");

        Files.setPosixFilePermissions(folder.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertWarns("chmod go-w " + folder.getParent());
        Files.setPosixFilePermissions(folder.getParent(), PosixFilePermissions.fromString("rwx------"));

        Path real = Files.move(folder, temporary.resolve("real"));
        Files.createSymbolicLink(folder, real);
        assertWarns(folder + " is a link");
        Files.delete(folder);
        Files.createFile(folder);
        assertWarns(folder + " is a link, or no directory");
    }

    @Test
    void doesWithoutAFolderThatCannotBeMade() throws Exception {
        Files.createFile(folder.getParent());
        assertWarns(folder.getParent().toString());
    }

    private void assertWarns(String words) throws Exception {
        int asked = source.asked();
        warnings.clear();
        assertThat(get()).isEqualTo("ASIA" + (asked + 1));
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("credentials are not cached: ")
                .contains(words)
                .doesNotContain("secret/");
    }

    @Test
    void givesTheLastWhileThereAreNoNewOnes() throws Exception {
        get();
        source.setFailing(true);
        clock.pass(Duration.ofMinutes(58));
        assertThat(get()).isEqualTo("ASIA1");
        assertThat(warnings)
                .containsExactly("no new credentials, and so the last, which are good until 2026-11-30T05:00:00Z:"
                        + " STS is \"away\"");
        clock.pass(Duration.ofMinutes(1));
        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessage("STS is \"away\"");
        source.setFailing(false);
        assertThat(get()).isEqualTo("ASIA4");
    }

    @Test
    void manyWhoWantTheSameAskOnce() {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<CompletableFuture<TemporaryCredentials>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CredentialsCache own = new CredentialsCache(folder, clock, warnings::add);
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return own.get(WANTED, MARGIN, source);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    threads));
        }
        assertThat(all).allSatisfy(each -> assertThat(each.join().accessKeyId()).isEqualTo("ASIA1"));
        threads.shutdown();
        assertThat(source.asked()).isEqualTo(1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void isInTheUsersCacheFolder() {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", "/home/ann"));
        assertThat(CredentialsCache.userFolder(environment::get)).hasToString("/home/ann/.cache/due-hsm");
        environment.put("XDG_CACHE_HOME", "/var/cache/ann");
        assertThat(CredentialsCache.userFolder(environment::get)).hasToString("/var/cache/ann/due-hsm");
        environment.put("XDG_CACHE_HOME", "relative");
        assertThat(CredentialsCache.userFolder(environment::get)).hasToString("/home/ann/.cache/due-hsm");
        environment.clear();
        assertThat(CredentialsCache.userFolder(environment::get))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "due-hsm"));
    }
}
