package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

class Ec2AnswersTest {

    private static final String INSTANCE = """
            <item>
              <instanceId>i-84cdc8e0</instanceId>
              <imageId>ami-1a2b3c4d</imageId>
              <instanceState><code>80</code><name>stopped</name></instanceState>
              <privateDnsName/>
              <dnsName>ec2-1-2-3-4.example</dnsName>
              <keyName>my key</keyName>
              <instanceType>c1.medium</instanceType>
              <launchTime>2012-12-25T18:00:00.000Z</launchTime>
              <privateIpAddress>10.0.0.1</privateIpAddress>
              <tagSet><item><key>Name</key><value>Zoë &amp; co</value></item><item><key>e</key><value/></item></tagSet>
            </item>
            """;

    @Test
    void readsInstances() throws Exception {
        DescribeInstancesResult result = Ec2Answers.describeInstances(Xml.parse(answer("""
                <reservationSet>
                  <item>
                    <reservationId>r-2deb584e</reservationId>
                    <ownerId>123456789012</ownerId>
                    <groupSet><item><groupId>sg-1</groupId><groupName>default</groupName></item></groupSet>
                    <instancesSet>%s</instancesSet>
                  </item>
                  <item>
                    <reservationId>r-2</reservationId><ownerId>1</ownerId><groupSet/><instancesSet/>
                  </item>
                </reservationSet>
                <nextToken>more==</nextToken>
                """.formatted(INSTANCE))));

        assertThat(result)
                .isEqualTo(new DescribeInstancesResult(
                        List.of(
                                new Reservation(
                                        "r-2deb584e",
                                        "123456789012",
                                        List.of(new SecurityGroup("sg-1", Optional.of("default"))),
                                        List.of(new Instance(
                                                "i-84cdc8e0",
                                                "ami-1a2b3c4d",
                                                "c1.medium",
                                                new InstanceState(80, "stopped"),
                                                Optional.of("my key"),
                                                Optional.of("ec2-1-2-3-4.example"),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of("10.0.0.1"),
                                                Optional.of(Instant.parse("2012-12-25T18:00:00Z")),
                                                Map.of("Name", "Zoë & co", "e", "")))),
                                new Reservation("r-2", "1", List.of(), List.of())),
                        Optional.of("more==")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"instanceId", "imageId", "instanceType", "instanceState", "code", "name"})
    void missesWhatEveryInstanceHas(String name) throws Exception {
        String without = INSTANCE.replaceFirst("(?s)<" + name + ">.*?</" + name + ">", "");

        assertThatThrownBy(() -> reservation(without))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining(name);
    }

    @Test
    void refusesCodesAndTimesThatAreNone() {
        assertThatThrownBy(() -> reservation(INSTANCE.replace("80", "eighty")))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining("eighty");
        assertThatThrownBy(() -> reservation(INSTANCE.replace("2012-12-25T", "Christmas ")))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining("Christmas");
    }

    @Test
    void readsNoFileForAnExternalEntity(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "do not tell");
        for (String type : List.of(
                "<!DOCTYPE r [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>",
                "<!DOCTYPE r [<!ENTITY % p SYSTEM '" + secret.toUri() + "'> %p;]>",
                "<!DOCTYPE r SYSTEM '" + secret.toUri() + "'>")) {
            assertRefused(type + "<r>&x;</r>");
            assertRefused(type + "<r/>");
        }
    }

    @Test
    void expandsNoBillionLaughs() {
        StringBuilder type = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 'ha'>");
        for (int i = 1; i <= 9; i++) {
            type.append("<!ENTITY l" + i + " '" + ("&l" + (i - 1) + ";").repeat(10) + "'>");
        }
        assertRefused(type + "]><r>&l9;</r>");
    }

    /** Other ways in that need no document type: an include stays an element, a style sheet is not fetched. */
    @Test
    void includesNothing(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "do not tell");

        assertThat(Xml.parse(bytes("<?xml-stylesheet href='" + secret.toUri() + "'?>"
                                + "<r xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include parse='text' href='"
                                + secret.toUri() + "'/></r>"))
                        .getTextContent())
                .isEmpty();
    }

    @Test
    void refusesWhatIsNestedDeep() {
        int depth = 100_000;

        assertThatThrownBy(() -> Xml.parse(bytes("<a>".repeat(depth) + "</a>".repeat(depth))))
                .isInstanceOf(SAXException.class)
                .hasMessageContaining("100");
    }

    /** As many as EC2 puts on one page; JDK 25 has limits that 17 has not. */
    @Test
    void readsAThousandInstances() throws Exception {
        assertThat(reservation(INSTANCE.repeat(1000)).instances()).hasSize(1000);
    }

    private static Reservation reservation(String instance) throws Exception {
        return Ec2Answers.reservation(Xml.parse(answer(
                "<reservationId>r</reservationId><ownerId>o</ownerId><instancesSet>" + instance + "</instancesSet>")));
    }

    private static byte[] answer(String content) {
        return bytes("<?xml version='1.0' encoding='UTF-8'?><Answer xmlns='http://ec2.amazonaws.com/doc/2016-11-15/'>"
                + content + "</Answer>");
    }

    private static byte[] bytes(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(String xml) {
        assertThatThrownBy(() -> Xml.parse(bytes(xml)))
                .isInstanceOf(SAXException.class)
                .hasMessageContaining("DOCTYPE")
                .hasMessageNotContaining("do not tell");
    }
}
