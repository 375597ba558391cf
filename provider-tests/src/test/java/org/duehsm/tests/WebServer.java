package org.duehsm.tests;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat that deploys a web application several times, each undeployed before the next; for a JVM of its own. */
final class WebServer {

    private static final int COLLECTIONS = 200;

    private WebServer() {}

    /**
     * Prints what the application answers at {@code /mac}, and whether its class loader is collected when it has gone.
     *
     * @param arguments a folder to work in, a web application, and how often it is deployed
     */
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(arguments[0]);
        Files.createDirectories(Path.of(arguments[0], "webapps"));
        tomcat.setPort(0);
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.getConnector();
        tomcat.start();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            System.out.println("gone " + isCollected(deployOnce(tomcat, arguments[1])));
        }
        tomcat.stop();
    }

    private static WeakReference<ClassLoader> deployOnce(Tomcat tomcat, String application) throws Exception {
        Context context = tomcat.addWebapp("/shop", application);
        WeakReference<ClassLoader> loader =
                new WeakReference<>(context.getLoader().getClassLoader());
        URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/shop/mac");
        System.out.println(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
        tomcat.getHost().removeChild(context);
        return loader;
    }

    private static boolean isCollected(WeakReference<?> loader) {
        for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
            System.gc();
        }
        return loader.get() == null;
    }
}
