package org.duehsm.tests;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyStore;
import java.security.Security;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.awssdk.DueHsmAuthScheme;
import org.duehsm.provider.DueHsmProvider;
import org.reactivestreams.FlowAdapters;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A program that uploads so many MiB, signed by a device inside its JVM, by a client that is synchronous and by one that
 * is not: the server's URI, the number. The secret is its input.
 */
final class SdkUpload {

    private static final String ID = "AKIAUPLOAD";

    private SdkUpload() {}

    /** Bytes that differ from chunk to chunk, of which none is kept. */
    private static final class Generated extends InputStream {

        private final long length;
        private long position;

        Generated(long length) {
            this.length = length;
        }

        private static byte at(long position) {
            return (byte) (position ^ position >> 8 ^ position >> 17);
        }

        @Override
        public int read() {
            return position == length ? -1 : at(position++) & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (position == length) {
                return -1;
            }
            int read = (int) Math.min(count, length - position);
            for (int i = 0; i < read; i++) {
                into[offset + i] = at(position++);
            }
            return read;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new DueHsmProvider());
        KeyStore keys = KeyStore.getInstance("DueHSM");
        keys.load(null, null);
        keys.setKeyEntry(ID, new SecretKeySpec(System.in.readAllBytes(), "AWS4-HMAC-SHA256"), null, null);
        URI server = URI.create(arguments[0]);
        long length = Long.parseLong(arguments[1]) << 20;
        upload(server, length);
        uploadAsync(server, length);
        System.out.println("uploaded by " + DueHsmAuthScheme.class.getModule().getName());
        System.exit(0); // without the seconds that Netty takes to end
    }

    private static void upload(URI server, long length) {
        ContentStreamProvider body = () -> new Generated(length);
        try (S3Client client = S3Client.builder()
                .endpointOverride(server)
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .putAuthScheme(DueHsmAuthScheme.of(ID))
                .build()) {
            client.putObject(
                    request -> request.bucket("bucket").key("large"),
                    RequestBody.fromContentProvider(body, length, "application/octet-stream"));
        }
    }

    private static void uploadAsync(URI server, long length) {
        try (S3AsyncClient client = S3AsyncClient.builder()
                .endpointOverride(server)
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .putAuthScheme(DueHsmAuthScheme.of(ID))
                .build()) {
            AsyncRequestBody body = AsyncRequestBody.fromPublisher(
                    FlowAdapters.toPublisher(BodyPublishers.ofInputStream(() -> new Generated(length))));
            client.putObject(request -> request.bucket("bucket").key("large").contentLength(length), body)
                    .join();
        }
    }
}
