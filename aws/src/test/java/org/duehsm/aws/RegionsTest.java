package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The region of an endpoint, which Signature Version 4 signs, and the endpoint of a region. */
class RegionsTest {

    @ParameterizedTest
    @CsvSource({
        "https://ec2.eu-central-1.amazonaws.com/, eu-central-1",
        "HTTPS://EC2.Eu-Central-1.AmazonAWS.com:443, eu-central-1",
        "https://ec2-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "https://ec2.cn-north-1.amazonaws.com.cn/, cn-north-1",
        "https://ec2.us-isob-east-1.sc2s.sgov.gov/, us-isob-east-1",
        "https://ec2.eu-west-1.api.aws, eu-west-1",
        "https://ec2.amazonaws.com/, us-east-1"
    })
    void isInTheHostsOfAws(URI endpoint, String region) {
        assertThat(Ec2Client.region(endpoint)).hasValue(region);
        URI ofSts = URI.create(endpoint.toString().replaceFirst("(?i)ec2", "sts"));
        assertThat(StsClient.region(ofSts)).hasValue(region);
        assertThat(StsClient.region(endpoint)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ec2.example.com/",
                "https://ec2.eu-west-1.amazonaws.com.example.com/",
                "https://ec2.eu-west-1.amazonaws.com.cn/",
                "https://ec2.cn-north-1.amazonaws.com/",
                "https://s3.eu-west-1.amazonaws.com/",
                "https://ec2.europe.amazonaws.com/",
                "https://127.0.0.1:8080/ec2.eu-west-1.amazonaws.com"
            })
    void isInNoOther(URI endpoint) {
        assertThat(Ec2Client.region(endpoint)).isEmpty();
    }

    /** The domains are those of botocore's partitions.json. */
    @ParameterizedTest
    @CsvSource({
        "ap-southeast-2, amazonaws.com",
        "us-gov-east-1, amazonaws.com",
        "cn-northwest-1, amazonaws.com.cn",
        "eusc-de-east-1, amazonaws.eu",
        "us-iso-west-1, c2s.ic.gov",
        "us-isob-east-1, sc2s.sgov.gov",
        "us-isof-south-1, csp.hci.ic.gov",
        "eu-isoe-west-1, cloud.adc-e.uk"
    })
    void endpointOfARegion(String region, String domain) {
        assertThat(StsClient.endpoint(region)).hasToString("https://sts." + region + "." + domain + "/");
        assertThat(Ec2Client.endpoint(region)).hasToString("https://ec2." + region + "." + domain + "/");
        assertThat(StsClient.region(StsClient.endpoint(region))).hasValue(region);
    }

    @Test
    void aRegionIsNoHost() {
        for (String wrong : new String[] {"", "europe", "eu-west-1.example.com/", "eu west 1", "EU-WEST-1"}) {
            assertThatThrownBy(() -> StsClient.endpoint(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a region looks like eu-central-1");
        }
    }
}
