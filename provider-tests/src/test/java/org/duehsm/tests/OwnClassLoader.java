package org.duehsm.tests;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;

/** A program whose jars have a class loader of their own, as in a Spring Boot jar. */
final class OwnClassLoader {

    private OwnClassLoader() {}

    /** Runs {@link MacByName} without the provider, adds that, and runs it again. */
    public static void main(String[] arguments) throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String jar : System.getProperty("program").split(File.pathSeparator)) {
            jars.add(Path.of(jar).toUri().toURL());
        }
        ClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        MacByName.main(arguments);
        Security.addProvider((Provider) loader.loadClass("org.duehsm.provider.DueHsmProvider")
                .getConstructor()
                .newInstance());
        MacByName.main(arguments);
    }
}
