package org.duehsm.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;

/** Upstream over TLS: it is whom the rule names, as its certificate shows, or nothing is sent. */
class TlsTest extends ProxyTest {

    private static final String PASSWORD = "password";

    @Test
    void sendsToWhomTheCertificateShows() throws Exception {
        try (RecordingUpstream server = serve("localhost")) {
            start(rules("localhost", server), trusting("localhost"));
            assertThat(exchange(request("GET", "/bucket/key", forS3(), ""))).startsWith("HTTP/1.1 200");
            S3.check(server.take().get(0));
        }
    }

    @Test
    void sendsToNobodyElse() throws Exception {
        try (RecordingUpstream server = serve("localhost");
                RecordingUpstream other = serve("another.example")) {
            start(rules("localhost", server));
            assertThat(exchange(request("GET", "/bucket/key", forS3(), ""))).startsWith("HTTP/1.1 502");
            stopProxy();
            start(rules("localhost", other), trusting("another.example"));
            assertThat(exchange(request("GET", "/bucket/key", forS3(), ""))).startsWith("HTTP/1.1 502");
            assertThat(server.take()).isEmpty();
            assertThat(other.take()).isEmpty();
        }
    }

    private static String rules(String host, RecordingUpstream server) {
        return rules("unsigned").replaceFirst("http://127.0.0.1:\\d+", "https://" + host + ":" + server.port());
    }

    private static RecordingUpstream serve(String host) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(host), PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        SSLServerSocket socket = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new RecordingUpstream(socket);
    }

    private static SslContextFactory.Client trusting(String host) throws Exception {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setTrustStore(store(host));
        return tls;
    }

    private static KeyStore store(String host) throws Exception {
        Path file = folder.resolve(host + ".p12");
        if (!Files.exists(file)) {
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            Process made = new ProcessBuilder(
                            keytool.toString(),
                            "-genkeypair",
                            "-alias",
                            "a",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + host,
                            "-ext",
                            "san=dns:" + host,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(made.getInputStream().readAllBytes());
            assertThat(made.waitFor()).as(said).isZero();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
