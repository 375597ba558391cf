package org.duehsm.tests;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The blocks of aws/README.md, to be run as they stand there. */
final class AwsReadme {

    private static final Path PAGE = Path.of("..", "aws", "README.md");

    private AwsReadme() {}

    /** The first block in this language below the heading. */
    static String block(String heading, String language) throws IOException {
        return block(PAGE, heading, language);
    }

    /** The same of another page. */
    static String block(Path page, String heading, String language) throws IOException {
        Matcher block = Pattern.compile(
                        "(?s)(?<=\\n|^)#+ " + Pattern.quote(heading) + "\\n.*?\\n```" + language + "\\n(.*?)```\\n")
                .matcher(Files.readString(page));
        if (!block.find()) {
            throw new IOException("no block in " + language + " below " + heading);
        }
        return block.group(1);
    }

    /**
     * An object with the methods of a block in Java that has first imports and then methods.
     *
     * @param folder where to compile it
     */
    static Object compiled(Path folder, String block) throws Exception {
        int imports = block.lastIndexOf("import ");
        int end = imports < 0 ? 0 : block.indexOf('\n', imports);
        Path source = Files.writeString(
                folder.resolve("Recipe.java"),
                block.substring(0, end) + "\npublic class Recipe {" + block.substring(end) + "}");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        if (status != 0) {
            throw new IOException("this does not compile, the output says why: " + Files.readString(source));
        }
        ClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, AwsReadme.class.getClassLoader());
        return loader.loadClass("Recipe").getDeclaredConstructor().newInstance();
    }

    /** What the method of this name returns. */
    static Object call(Object recipe, String name, Object... arguments) throws Exception {
        for (var method : recipe.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                return method.invoke(recipe, arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }
}
