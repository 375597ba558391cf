package org.duehsm.tests;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A program that is both ends of TLS connections, each of which proves by a certificate who it is. */
final class TlsBothWays {

    /** Protocol and cipher suite of each connection, and the MACs that they need besides. */
    static final String[][] KINDS = {
        {"TLSv1.3", "TLS_AES_128_GCM_SHA256"}, // HmacSHA256
        {"TLSv1.3", "TLS_AES_256_GCM_SHA384"}, // HmacSHA384
        {"TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
        {"TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"}, // HmacSHA256
        {"TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"} // HmacSHA1
    };

    private static final byte[] MESSAGE = new byte[20_000]; // more than a record
    private static final int CONNECTIONS = 2; // the second resumes the first one's session

    private TlsBothWays() {}

    /** Arguments: a PKCS12 file with a key and its certificate, and the password of both. Prints a line for each kind. */
    public static void main(String[] arguments) throws Exception {
        SSLContext context = context(Path.of(arguments[0]), arguments[1].toCharArray());
        for (String[] kind : KINDS) {
            SSLParameters parameters = new SSLParameters(new String[] {kind[1]}, new String[] {kind[0]});
            parameters.setNeedClientAuth(true);
            for (int i = 0; i < CONNECTIONS; i++) {
                bySockets(context, parameters);
                byEngines(context, parameters);
            }
            System.out.println(String.join(" ", kind));
        }
    }

    private static SSLContext context(Path file, char[] password) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, password);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        String alias = keys.aliases().nextElement();
        trusted.setCertificateEntry(alias, keys.getCertificate(alias));
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, password);
        TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
        others.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    private static void bySockets(SSLContext context, SSLParameters parameters) throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (SSLServerSocket server =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, here)) {
            server.setSSLParameters(parameters);
            CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(server));
            try (SSLSocket client = (SSLSocket) context.getSocketFactory().createSocket(here, server.getLocalPort())) {
                client.setSSLParameters(parameters);
                client.getOutputStream().write(MESSAGE);
                requireMessage(client.getInputStream().readNBytes(MESSAGE.length));
            }
            echo.join();
        }
    }

    private static void echo(SSLServerSocket server) {
        try (SSLSocket client = (SSLSocket) server.accept()) {
            client.getOutputStream().write(client.getInputStream().readNBytes(MESSAGE.length));
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void byEngines(SSLContext context, SSLParameters parameters) throws Exception {
        SSLEngine client = context.createSSLEngine("localhost", 1);
        SSLEngine server = context.createSSLEngine();
        client.setUseClientMode(true);
        server.setUseClientMode(false);
        ByteBuffer sent = ByteBuffer.wrap(MESSAGE);
        ByteBuffer echoed = ByteBuffer.wrap(MESSAGE);
        ByteBuffer atServer = ByteBuffer.allocate(2 * MESSAGE.length);
        ByteBuffer atClient = ByteBuffer.allocate(2 * MESSAGE.length);
        ByteBuffer up = ByteBuffer.allocate(8 * MESSAGE.length);
        ByteBuffer down = ByteBuffer.allocate(8 * MESSAGE.length);
        client.setSSLParameters(parameters);
        server.setSSLParameters(parameters);
        while (atServer.position() < MESSAGE.length || atClient.position() < MESSAGE.length) {
            step(client, sent, up, down, atClient);
            step(server, echoed, down, up, atServer);
        }
        requireMessage(Arrays.copyOf(atServer.array(), atServer.position()));
        requireMessage(Arrays.copyOf(atClient.array(), atClient.position()));
    }

    private static void step(SSLEngine engine, ByteBuffer say, ByteBuffer out, ByteBuffer in, ByteBuffer heard)
            throws Exception {
        engine.wrap(say, out);
        in.flip();
        engine.unwrap(in, heard);
        in.compact();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
    }

    private static void requireMessage(byte[] received) {
        if (!Arrays.equals(received, MESSAGE)) {
            throw new IllegalStateException("something else has arrived");
        }
    }
}
