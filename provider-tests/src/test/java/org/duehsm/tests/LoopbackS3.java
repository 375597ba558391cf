package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** S3 on loopback, by a server that others wrote, which verifies signatures: S3Proxy. */
final class LoopbackS3 implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final S3Proxy proxy;

    /** Serves the holder of this key, who signs by this version. */
    LoopbackS3(AuthenticationType version, String keyId, String secret) throws Exception {
        this(version, keyId, secret, new TransientNio2BlobStore());
    }

    /** The same with its objects in this new folder, for large ones. */
    LoopbackS3(AuthenticationType version, String keyId, String secret, Path objects) throws Exception {
        this(
                version,
                keyId,
                secret,
                new FilesystemNio2BlobStore(Files.createDirectory(objects).toString()));
    }

    private LoopbackS3(AuthenticationType version, String keyId, String secret, BlobStore store) throws Exception {
        proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .virtualHost("localhost")
                .ignoreUnknownHeaders(true) // the AWS SDK's, of uploads in parts; signatures have all headers
                .awsAuthentication(version, keyId, secret)
                .build();
        proxy.start();
    }

    /** Names of objects with all that encodings differ in. */
    static List<String> oddNames() {
        return List.of(
                "plain",
                "with space",
                "with+plus",
                "tilde~",
                "folder/in/a folder",
                "ünïcödé/日本語/😀",
                "100%",
                "%2F %41",
                "question?mark&amp=1#hash",
                "(brackets) 'quotes' !*;:@$,[]");
    }

    URI uri() {
        return URI.create("http://localhost:" + proxy.getPort());
    }

    /** The answer to a request to any host, which is this one. */
    HttpResponse<byte[]> sendWithoutDns(HttpRequest request) throws Exception {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.getPort())))
                .build()
                .send(request, BodyHandlers.ofByteArray());
    }

    static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        return HTTP.send(request, BodyHandlers.ofByteArray());
    }

    static HttpResponse<byte[]> get(URI uri) throws Exception {
        return send(HttpRequest.newBuilder(uri).build());
    }

    /** The same request to another address. */
    static HttpRequest elsewhere(HttpRequest request, String signed, String sent) {
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .uri(URI.create(request.uri().toString().replace(signed, sent)))
                .build();
    }

    /** The last key of a list with {@code encoding-type=url}. */
    static String lastKey(HttpResponse<byte[]> list) {
        return URLDecoder.decode(new String(list.body(), UTF_8).replaceAll("(?s).*<Key>(.*)</Key>.*", "$1"), UTF_8);
    }

    static void assertRefused(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(isForbidden(answer)).isTrue();
    }

    /** Whether the answer is that the signature is another. */
    static boolean isForbidden(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8).contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not stop", e);
        }
    }
}
