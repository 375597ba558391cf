package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The region of an endpoint, which Signature Version 4 signs. */
class Ec2RegionTest {

    @ParameterizedTest
    @CsvSource({
        "https://ec2.eu-central-1.amazonaws.com/, eu-central-1",
        "HTTPS://EC2.Eu-Central-1.AmazonAWS.com:443, eu-central-1",
        "https://ec2-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "https://ec2.cn-north-1.amazonaws.com.cn/, cn-north-1",
        "https://ec2.eu-west-1.api.aws, eu-west-1",
        "https://ec2.amazonaws.com/, us-east-1"
    })
    void isInTheHostsOfAws(URI endpoint, String region) {
        assertThat(Ec2Client.region(endpoint)).hasValue(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ec2.example.com/",
                "https://ec2.eu-west-1.amazonaws.com.example.com/",
                "https://s3.eu-west-1.amazonaws.com/",
                "https://ec2.europe.amazonaws.com/",
                "https://127.0.0.1:8080/ec2.eu-west-1.amazonaws.com"
            })
    void isInNoOther(URI endpoint) {
        assertThat(Ec2Client.region(endpoint)).isEmpty();
    }

    @Test
    void ofTheEndpointOfARegion() {
        assertThat(Ec2Client.region(Ec2Client.endpoint("ap-southeast-2"))).hasValue("ap-southeast-2");
    }
}
