package org.duehsm.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The versions of libraries that the parent's pom.xml says, for pages that name them, too. */
final class ManagedVersions {

    private static final Pattern PROPERTY = Pattern.compile("<([\\w-]+\\.version)>([^<]+)</");
    private static final Pattern MANAGED = Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>\\$\\{([^}]+)}</version>");

    private ManagedVersions() {}

    /** By {@code group:artifact}. */
    static Map<String, String> read() throws Exception {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        Map<String, String> properties =
                PROPERTY.matcher(pom).results().collect(Collectors.toMap(each -> each.group(1), each -> each.group(2)));
        return MANAGED.matcher(pom)
                .results()
                .filter(each -> properties.containsKey(each.group(3)))
                .collect(Collectors.toMap(ManagedVersions::name, each -> properties.get(each.group(3))));
    }

    private static String name(MatchResult dependency) {
        return dependency.group(1) + ":" + dependency.group(2);
    }
}
