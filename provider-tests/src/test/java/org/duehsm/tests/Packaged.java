package org.duehsm.tests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.duehsm.provider.DueHsmProvider;

/** Makes of sources and of what is on the tests' class path what people deploy. */
final class Packaged {

    private static final Pattern TYPE = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

    private static final Pattern SPRING = Pattern.compile(
            "(spring-(boot|boot-autoconfigure|core|context|beans|aop|expression)-[\\d.]+|commons-logging-.*|micrometer-.*)[.]jar");

    private Packaged() {}

    /** Compiles public classes, as text, with all of the tests' class path; gives the folder of what comes out. */
    static Path classes(Path folder, String... sources) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            Matcher type = TYPE.matcher(source);
            if (!type.find()) {
                throw new IOException("no public class in this: " + source);
            }
            files.add(Files.writeString(folder.resolve(type.group(1) + ".java"), source));
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Recipe.compile(classes, files.toArray(Path[]::new));
        return classes;
    }

    /** The provider as a jar, which a build that has come no further than its tests has to make. */
    static Path provider(Path folder) throws Exception {
        Path place = Jvm.place(DueHsmProvider.class);
        if (!Files.isDirectory(place)) {
            return place;
        }
        Path jar = folder.resolve("due-hsm-provider.jar");
        try (Jar out = new Jar(jar, new Manifest())) {
            out.addAll(place, "");
        }
        return jar;
    }

    /** jSerialComm's jar. */
    static Path serialLibrary() throws Exception {
        return Jvm.place("com.fazecast.jSerialComm.SerialPort");
    }

    /** A jar as Spring Boot's plugin for Maven makes it, with all of Spring that is on the tests' class path. */
    static Path springBoot(Path folder, String mainClass, Path classes, Path provider) throws Exception {
        Path jar = folder.resolve("program.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
        attributes.putValue("Start-Class", mainClass);
        attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (Jar out = new Jar(jar, manifest)) {
            out.addClassesOf(Jvm.place("org.springframework.boot.loader.launch.JarLauncher"));
            out.addFolder("BOOT-INF/");
            out.addFolder("BOOT-INF/classes/");
            out.addAll(classes, "BOOT-INF/classes/");
            out.addFolder("BOOT-INF/lib/");
            out.addFile("BOOT-INF/lib/", provider);
            out.addFile("BOOT-INF/lib/", serialLibrary());
            for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path file = Path.of(each);
                if (SPRING.matcher(file.getFileName().toString()).matches()) {
                    out.addFile("BOOT-INF/lib/", file);
                }
            }
        }
        return jar;
    }

    /** A web application with these jars inside. */
    static Path war(Path folder, Path classes, Path... jars) throws IOException {
        Path war = folder.resolve("shop.war");
        try (Jar out = new Jar(war, new Manifest())) {
            out.addAll(classes, "WEB-INF/classes/");
            for (Path jar : jars) {
                out.addFile("WEB-INF/lib/", jar);
            }
        }
        return war;
    }

    private static final class Jar implements AutoCloseable {

        private final JarOutputStream out;

        Jar(Path file, Manifest manifest) throws IOException {
            out = new JarOutputStream(Files.newOutputStream(file), manifest);
        }

        /** The folder's content, with entries for folders, without which Spring finds nothing in them. */
        void addAll(Path folder, String prefix) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList()) {
                    String name = prefix + folder.relativize(file);
                    if (!Files.isDirectory(file)) {
                        add(name, Files.readAllBytes(file));
                    } else if (!file.equals(folder)) {
                        addFolder(name + "/");
                    }
                }
            }
        }

        void addClassesOf(Path jar) throws IOException {
            try (JarFile content = new JarFile(jar.toFile())) {
                for (JarEntry entry : Collections.list(content.entries())) {
                    if (entry.getName().endsWith(".class")) {
                        add(entry.getName(), content.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }

        void addFile(String folder, Path file) throws IOException {
            add(folder + file.getFileName(), Files.readAllBytes(file));
        }

        void addFolder(String name) throws IOException {
            add(name, new byte[0]);
        }

        /* Stored, because jars inside a jar must be. */
        private void add(String name, byte[] content) throws IOException {
            JarEntry entry = new JarEntry(name);
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(sum.getValue());
            out.putNextEntry(entry);
            out.write(content);
            out.closeEntry();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
