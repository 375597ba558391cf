package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static final InstanceState UNKNOWN = new InstanceState(OptionalInt.empty(), Optional.empty());

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
                                        Optional.of("123456789012"),
                                        List.of(new SecurityGroup(Optional.of("sg-1"), Optional.of("default"))),
                                        List.of(new Instance(
                                                "i-84cdc8e0",
                                                Optional.of("ami-1a2b3c4d"),
                                                Optional.of("c1.medium"),
                                                new InstanceState(OptionalInt.of(80), Optional.of("stopped")),
                                                Optional.of("my key"),
                                                Optional.of("ec2-1-2-3-4.example"),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of("10.0.0.1"),
                                                Optional.of(Instant.parse("2012-12-25T18:00:00Z")),
                                                Map.of("Name", "Zoë & co", "e", "")))),
                                new Reservation("r-2", Optional.of("1"), List.of(), List.of())),
                        Optional.of("more==")));
    }

    /** All but the id: not one is required by the API reference, and one instance must not hide the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "imageId",
                "instanceState",
                "code",
                "name",
                "keyName",
                "instanceType",
                "launchTime",
                "privateIpAddress",
                "tagSet",
                "key"
            })
    void listsAnInstanceWithoutAField(String name) throws Exception {
        String field = "(?s)<" + name + ">.*?</" + name + ">";

        assertThat(reservation(INSTANCE.replaceFirst(field, "")
                                + INSTANCE
                                + INSTANCE.replaceFirst(field, "<" + name + "/>"))
                        .instances())
                .extracting(Instance::id)
                .containsExactly("i-84cdc8e0", "i-84cdc8e0", "i-84cdc8e0");
    }

    /** As the smaller of those who speak EC2's language answer it: what they have no word for is empty or absent. */
    @Test
    void listsInstancesOfWhichLittleIsKnown() throws Exception {
        DescribeInstancesResult result = Ec2Answers.describeInstances(Xml.parse(answer("""
                <requestId/>
                <reservationSet>
                  <item>
                    <reservationId>r-1</reservationId>
                    <ownerId/>
                    <groupSet><item><groupName>default</groupName></item><item><groupId/></item></groupSet>
                    <instancesSet>
                      <item>
                        <instanceId>i-1</instanceId>
                        <imageId/>
                        <instanceState>running</instanceState>
                        <instanceType/>
                        <launchTime/>
                        <placement><availabilityZone>a</availabilityZone></placement>
                        <tagSet><item><value>of nothing</value></item></tagSet>
                      </item>
                      <item><instanceId>i-2</instanceId><instanceState><code>?</code><name/></instanceState></item>
                    </instancesSet>
                  </item>
                </reservationSet>
                <nextToken/>
                """)));

        Reservation only = result.reservations().get(0);
        assertThat(result.nextToken()).isEmpty();
        assertThat(only.ownerId()).isEmpty();
        assertThat(only.groups())
                .containsExactly(
                        new SecurityGroup(Optional.empty(), Optional.of("default")),
                        new SecurityGroup(Optional.empty(), Optional.empty()));
        assertThat(only.instances())
                .extracting(Instance::id, Instance::imageId, Instance::type, Instance::state, Instance::tags)
                .containsExactly(
                        tuple("i-1", Optional.empty(), Optional.empty(), UNKNOWN, Map.of()),
                        tuple("i-2", Optional.empty(), Optional.empty(), UNKNOWN, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "2012-12-25T18:00:00.000Z, 2012-12-25T18:00:00Z",
        "2012-12-25T18:00:00Z, 2012-12-25T18:00:00Z",
        "2012-12-25T18:00:00.000, 2012-12-25T18:00:00Z",
        "2012-12-25T18:00:00, 2012-12-25T18:00:00Z",
        "2012-12-25 18:00:00.123456, 2012-12-25T18:00:00.123456Z",
        "2012-12-25T18:00:00.000+05:30, 2012-12-25T12:30:00Z",
        "2012-12-25T18:00:00-0800, 2012-12-26T02:00:00Z",
        "2012-12-25T18:00:00+00, 2012-12-25T18:00:00Z",
        "Christmas, ",
        "2012-13-25T18:00:00Z, ",
    })
    void readsTimesWithAndWithoutAZone(String text, Instant time) throws Exception {
        assertThat(reservation(INSTANCE.replace("2012-12-25T18:00:00.000Z", text))
                        .instances())
                .extracting(Instance::launchTime)
                .containsExactly(Optional.ofNullable(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"instanceId", "reservationId"})
    void missesTheIdsThatAListingNeeds(String name) {
        String field = "<" + name + ">.*?</" + name + ">";

        assertThatThrownBy(() -> Ec2Answers.reservation(Xml.parse(
                        answer(("<reservationId>r</reservationId><instancesSet>" + INSTANCE + "</instancesSet>")
                                .replaceFirst(field, "<" + name + "/>")))))
                .isInstanceOf(AwsAnswerException.class)
                .hasMessageContaining(name);
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
