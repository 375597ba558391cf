package org.duehsm.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.duehsm.aws.AccessKey;
import org.duehsm.aws.AwsErrorException;
import org.duehsm.aws.DescribeInstancesRequest;
import org.duehsm.aws.DescribeInstancesResult;
import org.duehsm.aws.Ec2Client;
import org.duehsm.aws.Instance;
import org.duehsm.aws.Reservation;
import org.duehsm.aws.RunInstancesRequest;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The EC2 client, signing through a handle, and an endpoint that verifies by a route of its own. Inside the JVM: a
 * device is all it needs.
 */
class Ec2ClientTest {

    private static final String ID = "AKIAIOSFODNN7EXAMPLE";
    private static final byte[] SECRET = "the secret of the loopback EC2".getBytes(UTF_8);
    private static final DescribeInstancesRequest ALL = DescribeInstancesRequest.all();

    @RegisterExtension
    static final Due DUE = Due.inJvm();

    private LoopbackEc2 ec2;

    @BeforeEach
    void start() throws Exception {
        ec2 = new LoopbackEc2(ID, SECRET);
        DUE.importKey(ID, SECRET);
        DUE.importKey("wrong", "another secret".getBytes(UTF_8));
    }

    @AfterEach
    void stop() {
        ec2.close();
    }

    @Test
    void describesInstances() throws Exception {
        ec2.add("r-2deb584e", "i-84cdc8e0", "c1.medium", 80, "stopped");

        DescribeInstancesResult page = client(Clock.systemUTC()).describeInstances(ALL);

        assertThat(page.nextToken()).isEmpty();
        assertThat(page.reservations()).singleElement().satisfies(reservation -> {
            assertThat(reservation.id()).isEqualTo("r-2deb584e");
            assertThat(reservation.instances()).singleElement().satisfies(instance -> {
                assertThat(instance.id()).isEqualTo("i-84cdc8e0");
                assertThat(instance.state().name()).hasValue("stopped");
            });
        });
    }

    @Test
    void signsByHmacSha256WithAKeyForThat() throws Exception {
        DUE.client().importKey("newer", Algorithm.HMAC_SHA256, SECRET, true);
        SecretKey key = DueHsmKey.of("newer").withAlgorithm("HmacSHA256");

        new Ec2Client(ec2.uri(), AccessKey.of(ID, key, DUE.provider())).describeInstances(ALL);
        client(Clock.systemUTC()).describeInstances(ALL);

        assertThat(ec2.requests())
                .extracting(request -> request.get("SignatureMethod"))
                .containsExactly("HmacSHA256", "HmacSHA1");
    }

    /** Of parameters that need every kind of encoding, too. */
    @Test
    void signsBySignature4WithAKeyForThat() throws Exception {
        ec2.add("r-2deb584e", "i-84cdc8e0", "c1.medium", 80, "stopped");
        Ec2Client client = client4("us-east-1");

        assertThat(client.describeAllInstances(ALL)).extracting(Reservation::id).containsExactly("r-2deb584e");
        client.describeInstances(ALL.withFilter("tag:N\u00e4me +", "a/b", "~ %*&=\ud83d\ude00"));
        assertThat(client.runInstances(RunInstancesRequest.of("ami-1", 2, 2).withKeyName("my key"))
                        .instances())
                .hasSize(2);
        assertThat(ec2.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request).doesNotContainKeys("SignatureVersion", "AWSAccessKeyId"));
    }

    @Test
    void signsForItsRegionOnly() throws Exception {
        assertThatThrownBy(() -> client4("eu-west-1").describeInstances(ALL))
                .isInstanceOfSatisfying(
                        AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("SignatureDoesNotMatch"));
        AccessKey key = key4();
        assertThatThrownBy(() -> new Ec2Client(ec2.uri(), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("region", ec2.uri().toString());
    }

    private Ec2Client client4(String region) throws Exception {
        return new Ec2Client(ec2.uri(), region, key4(), Clock.systemUTC(), Ec2Client.DEFAULT_TIMEOUT);
    }

    private static AccessKey key4() throws Exception {
        DUE.client().importKey("newest", Algorithm.AWS4_HMAC_SHA256, SECRET, true);
        return AccessKey.of(ID, DueHsmKey.of("newest").withAlgorithm("AWS4-HMAC-SHA256"), DUE.provider());
    }

    @Test
    void followsThePages() throws Exception {
        for (int i = 0; i < 12; i++) {
            ec2.add("r-" + i, "i-" + i, "t", 16, "running");
        }

        List<Reservation> all = client(Clock.systemUTC()).describeAllInstances(ALL.withMaxResults(5));

        assertThat(all).extracting(Reservation::id).hasSize(12).doesNotHaveDuplicates();
        assertThat(ec2.requests()).hasSize(3).allMatch(request -> "5".equals(request.get("MaxResults")));
    }

    @Test
    void asksForWhatItIsAskedFor() throws Exception {
        client(Clock.systemUTC())
                .describeInstances(ALL.withInstanceIds("i-1", "i-2")
                        .withFilter("tag:Näme +", "a/b", "~ %*&=\ud83d\ude00")
                        .withFilter("instance-state-name", "running"));

        assertThat(ec2.requests().get(0))
                .containsEntry("Action", "DescribeInstances")
                .containsEntry("Version", Ec2Client.API_VERSION)
                .containsEntry("InstanceId.2", "i-2")
                .containsEntry("Filter.1.Name", "tag:Näme +")
                .containsEntry("Filter.1.Value.1", "a/b")
                .containsEntry("Filter.1.Value.2", "~ %*&=\ud83d\ude00")
                .containsEntry("Filter.2.Value.1", "running");
    }

    @Test
    void startsInstancesOnceHoweverOftenItAsks() throws Exception {
        RunInstancesRequest request = RunInstancesRequest.of("ami-1", 1, 2)
                .withInstanceType("t3.micro")
                .withKeyName("my key")
                .withSecurityGroups("default", "web/ssh")
                .withSecurityGroupIds("sg-1")
                .withUserData("#!/bin/sh\n".getBytes(UTF_8))
                .with("Placement.AvailabilityZone", "us-east-1a");

        Reservation reservation = client(Clock.systemUTC()).runInstances(request);

        assertThat(reservation.instances())
                .hasSize(2)
                .extracting(Instance::type)
                .containsOnly(Optional.of("t3.micro"));
        assertThat(client(Clock.systemUTC()).runInstances(request)).isEqualTo(reservation);
        assertThat(client(Clock.systemUTC()).runInstances(RunInstancesRequest.of("ami-1", 1, 2)))
                .isNotEqualTo(reservation);
        assertThat(ec2.requests().get(0))
                .containsEntry("MinCount", "1")
                .containsEntry("KeyName", "my key")
                .containsEntry("SecurityGroup.2", "web/ssh")
                .containsEntry("SecurityGroupId.1", "sg-1")
                .containsEntry("UserData", "IyEvYmluL3NoCg==");
    }

    @Test
    void refusesCountsThatAreNone() {
        assertThatThrownBy(() -> RunInstancesRequest.of("ami-1", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RunInstancesRequest.of("ami-1", 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reportsAWrongKey() throws Exception {
        AccessKey wrong = AccessKey.of(ID, DueHsmKey.of("wrong"), DUE.provider());

        assertThatThrownBy(() -> new Ec2Client(ec2.uri(), wrong).describeInstances(ALL))
                .isInstanceOfSatisfying(AwsErrorException.class, e -> {
                    assertThat(e.status()).isEqualTo(403);
                    assertThat(e.code()).isEqualTo("SignatureDoesNotMatch");
                    assertThat(e.requestId()).isEqualTo("req-1");
                });
    }

    @Test
    void reportsAnUnknownAccessKey() throws Exception {
        AccessKey unknown = AccessKey.of("AKIAOTHER", DueHsmKey.of(ID), DUE.provider());

        assertThatThrownBy(() -> new Ec2Client(ec2.uri(), unknown).runInstances(RunInstancesRequest.of("ami-1", 1, 1)))
                .isInstanceOfSatisfying(
                        AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("AuthFailure"));
    }

    @Test
    void signsTheTimeOfItsClock() {
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));

        assertThatThrownBy(() -> client(slow).describeInstances(ALL))
                .isInstanceOfSatisfying(
                        AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("RequestExpired"));
    }

    private Ec2Client client(Clock clock) throws Exception {
        return new Ec2Client(
                ec2.uri(), AccessKey.of(ID, DueHsmKey.of(ID), DUE.provider()), clock, Ec2Client.DEFAULT_TIMEOUT);
    }
}
