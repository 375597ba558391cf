package org.duehsm.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, whose blocks are to be run as they stand there. */
final class Page {

    private final Path file;
    private final Map<String, Recipe> recipes = new HashMap<>();

    /** The page of this name below the top of the project, such as {@code aws/README.md}. */
    Page(String name) {
        file = Path.of("..").resolve(name);
    }

    String text() throws IOException {
        return Files.readString(file);
    }

    /** The first block in this language below the heading. */
    String block(String heading, String language) throws IOException {
        Matcher block = Pattern.compile(
                        "(?s)(?<=\\n|^)#+ " + Pattern.quote(heading) + "\\n.*?\\n```" + language + "\\n(.*?)```\\n")
                .matcher(text());
        if (!block.find()) {
            throw new IOException("no block in " + language + " below " + heading + " in " + file);
        }
        return block.group(1);
    }

    /** The first block in Java below the heading; compiled once. */
    Recipe recipe(String heading) throws Exception {
        if (!recipes.containsKey(heading)) {
            recipes.put(heading, Recipe.of(block(heading, "java")));
        }
        return recipes.get(heading);
    }
}
