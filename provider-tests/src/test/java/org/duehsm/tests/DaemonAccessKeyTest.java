package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsAnswerException;
import org.duehsm.aws.DescribeInstancesRequest;
import org.duehsm.aws.Ec2Client;
import org.duehsm.aws.Reservation;
import org.duehsm.client.Algorithm;
import org.duehsm.client.KeyLimits;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.rules.Token;
import org.duehsm.serve.Access;
import org.duehsm.serve.Daemon;
import org.duehsm.serve.DaemonConfig;
import org.duehsm.serve.SigningLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The EC2 client, signing through the daemon. On the virtual Due: the daemon is another process. */
class DaemonAccessKeyTest {

    private static final String ID = "AKIA with/odd~characters+";
    private static final String ID4 = "AKIA4with/odd~characters%+"; // which can stand in an Authorization
    private static final KeyLimits OTHER_SERVICES = KeyLimits.of(List.of(), List.of("s3"));
    private static final byte[] SECRET = "the secret of the loopback EC2".getBytes(UTF_8);
    private static final String TOKEN = "0123456789abcdef0123";

    @RegisterExtension
    static final Due DUE = Due.onFastTransport();

    private static LoopbackEc2 ec2;
    private static Daemon daemon;

    @BeforeAll
    static void start() throws Exception {
        ec2 = new LoopbackEc2(ID, SECRET);
        ec2.add("r-2deb584e", "i-84cdc8e0", "c1.medium", 80, "stopped");
        DUE.importKey(ID, SECRET);
        DUE.importKey(Algorithm.AWS4_HMAC_SHA256, ID4, SECRET);
        DUE.client().importKey("limited", Algorithm.AWS4_HMAC_SHA256, SECRET, OTHER_SERVICES, true);
        DaemonConfig config = new DaemonConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                Set.of(),
                Access.byToken(Token.of(TOKEN, "a test")),
                DaemonConfig.DEFAULT_MAX_BODY);
        SigningLog log = new SigningLog(new PrintWriter(Writer.nullWriter()), Clock.systemUTC(), false);
        daemon = new Daemon((DueHsmProvider) DUE.provider(), config, log);
    }

    @AfterAll
    static void stop() {
        daemon.close();
        ec2.close();
    }

    @Test
    void signs() throws Exception {
        assertThat(describe(AccessKey.ofDaemon(ID, uri(), Optional.of(TOKEN))))
                .extracting(Reservation::id)
                .containsExactly("r-2deb584e");
    }

    @Test
    void signsBySignature4() throws Exception {
        try (LoopbackEc2 ofRegion = new LoopbackEc2(ID4, SECRET, "eu-west-1")) {
            ofRegion.add("r-4", "i-4", "c1.medium", 80, "stopped");

            assertThat(describe4(ID4, ofRegion)).extracting(Reservation::id).containsExactly("r-4");
            assertThatThrownBy(() -> describe4("limited", ofRegion))
                    .isInstanceOf(InvalidKeyException.class)
                    .hasMessageContainingAll(uri().toString(), "limited", "invalid-scope");
            assertThat(ofRegion.requests()).hasSize(1);
        }
    }

    private static List<Reservation> describe4(String id, LoopbackEc2 ec2) throws Exception {
        AccessKey key = AccessKey.ofDaemon(id, "AWS4-HMAC-SHA256", uri(), Optional.of(TOKEN));
        return new Ec2Client(ec2.uri(), "eu-west-1", key, Clock.systemUTC(), Ec2Client.DEFAULT_TIMEOUT)
                .describeAllInstances(DescribeInstancesRequest.all());
    }

    @Test
    void needsTheToken() {
        AccessKey key = AccessKey.ofDaemon(ID, uri(), Optional.empty());

        assertThatThrownBy(() -> describe(key))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(uri().toString(), ID, "unauthorized", "401");
    }

    @Test
    void reportsAKeyThatTheDeviceDoesNotHave() {
        AccessKey key = AccessKey.ofDaemon("AKIANONE", uri(), Optional.of(TOKEN));

        assertThatThrownBy(() -> describe(key))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContainingAll(uri().toString(), "AKIANONE", "unknown-awsaccesskey");
    }

    @Test
    void reportsWhatIsNoDaemon() {
        AccessKey key = AccessKey.ofDaemon(ID, ec2.uri(), Optional.empty());

        assertThatThrownBy(() -> key.sign("message".getBytes(UTF_8)))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContainingAll(ec2.uri().toString(), "no signing daemon");
    }

    @Test
    void tellsNoToken() {
        assertThat(AccessKey.ofDaemon(ID, uri(), Optional.of(TOKEN)).toString()).doesNotContain(TOKEN);
    }

    private static URI uri() {
        return daemon.uri().resolve("/sign/aws");
    }

    private static List<Reservation> describe(AccessKey key) throws Exception {
        return new Ec2Client(ec2.uri(), key).describeAllInstances(DescribeInstancesRequest.all());
    }
}
