package org.duehsm.tests;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Java that a page shows, compiled: imports, and then methods and the classes that they need. */
final class Recipe {

    private static final Pattern IMPORTS = Pattern.compile("(?s)\\A(.*^import [^\\n]*\\n)?(.*)\\z", Pattern.MULTILINE);

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all, because it takes longest to read what the class path has. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private final Object instance;

    private Recipe(Object instance) {
        this.instance = instance;
    }

    static Recipe of(String java) throws Exception {
        Path folder = Files.createTempDirectory("recipe");
        try {
            Path source = folder.resolve("Recipe.java");
            Files.writeString(source, IMPORTS.matcher(java).replaceFirst("$1public class Recipe {\n$2}"));
            compile(folder, source);
            return new Recipe(load(folder).getDeclaredConstructor().newInstance());
        } finally {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    /** Compiles files with all of the tests' class path. */
    static void compile(Path output, Path... sources) throws IOException {
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
        boolean compiles = COMPILER.getTask(null, FILES, null, null, null, FILES.getJavaFileObjects(sources))
                .call();
        if (!compiles) {
            throw new IOException("this does not compile, the output says why: " + Files.readString(sources[0]));
        }
    }

    /* All classes at once, because the files are about to go. */
    private static Class<?> load(Path folder) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, Recipe.class.getClassLoader())) {
            for (Path file : files(folder)) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class")) {
                    loader.loadClass(name.substring(0, name.length() - ".class".length()));
                }
            }
            return loader.loadClass("Recipe");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** What the method of this name returns, or throws. */
    Object call(String name, Object... arguments) throws Exception {
        for (Method method : instance.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                try {
                    return method.invoke(instance, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception thrown ? thrown : e;
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
