package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One place says with which versions the recipes are run: the pages have the parent's. */
class ManagedVersionsTest {

    private static final Pattern NAMED = Pattern.compile("`([\\w.]+:[\\w-]+):([\\w.]+)`");

    private static final Pattern POM =
            Pattern.compile("<groupId>(io.*)</groupId>\\s*<artifactId>(.*)</artifactId>\\s*<version>(.*)</version>");

    @ParameterizedTest
    @CsvSource({"provider/JWT.md, 6", "provider/RECIPES.md, 2", "provider/README.md, 2"})
    void aPageHasThem(String page, int count) throws Exception {
        Map<String, String> managed = ManagedVersions.read();
        List<MatchResult> named = NAMED.matcher(new Page(page).text()).results().toList();

        assertThat(named).hasSize(count);
        assertThat(named).allSatisfy(each -> assertThat(managed).containsEntry(each.group(1), each.group(2)));
    }

    @Test
    void theReadmeHasThemInAPom() throws Exception {
        Map<String, String> managed = ManagedVersions.read();
        List<MatchResult> named = POM.matcher(new Page("README.md").block("Sign a JSON Web Token", "xml"))
                .results()
                .toList();

        assertThat(named).hasSize(2);
        assertThat(named)
                .allSatisfy(
                        each -> assertThat(managed).containsEntry(each.group(1) + ":" + each.group(2), each.group(3)));
    }
}
