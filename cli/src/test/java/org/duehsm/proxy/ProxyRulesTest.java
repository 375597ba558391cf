package org.duehsm.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules as they are written, and what is none. */
class ProxyRulesTest {

    private static final String RULE = """
            rule reports
                placeholder     sandbox-3b0e6d8f5c1a4f02
                upstream        https://s3.eu-central-1.amazonaws.com
                key             AKIAIOSFODNN7EXAMPLE
                region          eu-central-1
                service         s3
                dialect         s3
                body            chunks
                allow           GET,HEAD  /data/*  "/a b/*"   # comment
                allow           PUT       /reports/run-1/*
            """;

    @TempDir
    Path folder;

    @Test
    void areRead() throws IOException {
        ProxyRule rule = read("# comment\n\n" + RULE).all().get(0);

        assertThat(rule.name()).isEqualTo("reports");
        assertThat(rule.upstream()).hasToString("https://s3.eu-central-1.amazonaws.com");
        assertThat(rule.patience()).isEqualTo(Duration.ofSeconds(60));
        assertThat(rule.permits("GET", "/data/x")).isTrue();
        assertThat(rule.permits("HEAD", "/a b/x")).isTrue();
        assertThat(rule.permits("PUT", "/reports/run-1/x")).isTrue();
        assertThat(rule.permits("PUT", "/data/x")).isFalse();
        assertThat(rule.permits("GET", "/data")).isFalse();
        assertThat(rule).hasToString("rule reports");
    }

    @Test
    void nameBucketsInTheHost() throws IOException {
        ProxyRules rules = read(RULE.replace("region", "virtual-hosted photos my-bucket\n    region"));

        assertThat(rules.hosts()).containsExactlyInAnyOrder("photos.localhost", "my-bucket.localhost");
        assertThat(rules.all().get(0).upstream("photos")).hasToString("https://photos.s3.eu-central-1.amazonaws.com");
    }

    /** As they stand on the page. */
    @Test
    void areAsThePageHasThem() throws IOException {
        String page = Files.readString(Path.of("PROXY.md"));
        String block = page.substring(page.indexOf("    # what clients have"), page.indexOf("| line | |"));

        assertThat(read(block).all()).extracting(ProxyRule::name).containsExactly("reports", "models");
    }

    /** What is written instead of a line, in which line the error is, and what it says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rule reports | rule | 1 | a rule begins by its name
            rule reports | `` | 2 | belongs to no rule
            rule reports | rule a b | 1 | nothing behind it
            placeholder     sandbox-3b0e6d8f5c1a4f02 | `` | 1 | has no line 'placeholder'
            upstream        https://s3.eu-central-1.amazonaws.com | `` | 1 | has no line 'upstream'
            key             AKIAIOSFODNN7EXAMPLE | `` | 1 | has no line 'key'
            region          eu-central-1 | `` | 1 | has no line 'region'
            service         s3 | `` | 1 | has no line 'service'
            dialect         s3 | `` | 1 | has no line 'dialect'
            body            chunks | `` | 1 | has no line 'body'
            sandbox-3b0e6d8f5c1a4f02 | sandbox | 2 | nobody can guess
            sandbox-3b0e6d8f5c1a4f02 | sandbox/3b0e6d8f5c1a4f02 | 2 | 16 to 128 letters
            https://s3.eu-central-1.amazonaws.com | s3.eu-central-1.amazonaws.com | 3 | an upstream is https://
            https://s3.eu-central-1.amazonaws.com | https://host/path | 3 | without a path
            https://s3.eu-central-1.amazonaws.com | https://user@host | 3 | an upstream is https://
            https://s3.eu-central-1.amazonaws.com | https://host?q | 3 | an upstream is https://
            https://s3.eu-central-1.amazonaws.com | https://host:0 | 3 | an upstream is https://
            https://s3.eu-central-1.amazonaws.com | ftp://host | 3 | an upstream is https://
            https://s3.eu-central-1.amazonaws.com | http://host | 3 | http is for localhost
            https://s3.eu-central-1.amazonaws.com | https://169.254.169.254 | 3 | link-local
            https://s3.eu-central-1.amazonaws.com | https://[fd00:ec2::254] | 3 | link-local
            https://s3.eu-central-1.amazonaws.com | https://[fe80::1] | 3 | link-local
            https://s3.eu-central-1.amazonaws.com | https://0.0.0.0 | 3 | link-local
            AKIAIOSFODNN7EXAMPLE | "a key" | 4 | printable ASCII
            eu-central-1\\n | eu.central\\n | 5 | a region is
            service         s3 | service  s3/x | 6 | a service is
            dialect         s3 | dialect  s4 | 7 | 's4' is no dialect; there is general, s3
            dialect         s3 | dialect  general | 1 | understood by S3 alone
            body            chunks | body  all | 8 | 'all' is no body; there is hash, chunks, unsigned
            body            chunks | bodies chunks | 8 | 'bodies' is no word of a rule
            body            chunks | body chunks hash | 8 | one value belongs behind 'body', not 2
            region          eu-central-1 | service  s3 | 6 | the rule has 'service' twice
            GET,HEAD | GET,,HEAD | 9 | '' is no method
            GET,HEAD | get | 9 | 'get' is no method
            GET,HEAD | CONNECT | 9 | 'CONNECT' is no method
            GET,HEAD | GET,GET | 9 | has GET twice
            /data/* | data/* | 9 | a path begins with a slash
            /reports/run-1/* | `` | 10 | methods and paths belong behind
            "/a b/*" | "/a b/* | 9 | within double quotes
            region | virtual-hosted my.bucket\\nregion | 5 | no certificate
            region | virtual-hosted\\nregion | 5 | names of buckets
            region | virtual-hosted abc abc\\nregion | 5 | abc twice
            region | timeout 0\\nregion | 5 | 1 to 9999 seconds
            """)
    void sayWhatIsWrong(String written, String instead, int line, String says) {
        String rules = RULE.replace(written.replace("\\n", "\n"), instead.replace("\\n", "\n"));
        assertThat(rules).isNotEqualTo(RULE);

        assertThatThrownBy(() -> read(rules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules:" + line + ": ")
                .hasMessageContaining(says)
                .hasMessageNotContaining("sandbox");
    }

    @Test
    void haveOneForEachChoice() {
        assertThatThrownBy(() -> read(RULE + RULE)).hasMessageContaining("rules:11: there is another rule reports");
        assertThatThrownBy(() -> read(RULE + RULE.replace("rule reports", "rule again")))
                .hasMessageContaining("rules:11: rule reports has the same placeholder, service and region");
        assertThatThrownBy(() -> read("# none\n")).hasMessageContaining("has no rule");
    }

    @Test
    void areOfAFileThatOthersNeitherReadNorWrite() throws IOException {
        Path file = Files.writeString(folder.resolve("rules"), RULE);
        for (String mode : new String[] {"rw-r--r--", "rw--w----"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> ProxyRules.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("chmod");
        }
    }

    private ProxyRules read(String rules) throws IOException {
        Path file = Files.writeString(folder.resolve("rules"), rules);
        return ProxyRules.read(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
    }
}
