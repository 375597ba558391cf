package org.duehsm.aws;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.w3c.dom.Element;

/**
 * Reads what EC2 answers (Amazon EC2 API Reference, "Actions" and "Data types"). The reference requires
 * hardly a field, and services that speak its language leave out many: what is missing or cannot be read
 * is absent. Only the ids of reservations and instances have to be there, without which nothing is listed.
 */
final class Ec2Answers {

    /* 2012-12-25T18:00:00.000Z, with any offset or none, which is UTC; some write a space for the T. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private Ec2Answers() {}

    static DescribeInstancesResult describeInstances(Element answer) throws AwsAnswerException {
        List<Reservation> reservations = new ArrayList<>();
        for (Element item : items(answer, "reservationSet")) {
            reservations.add(reservation(item));
        }
        return new DescribeInstancesResult(List.copyOf(reservations), Xml.text(answer, "nextToken"));
    }

    /** A reservation: an item of DescribeInstances, or all that RunInstances answers. */
    static Reservation reservation(Element item) throws AwsAnswerException {
        List<Instance> instances = new ArrayList<>();
        for (Element instance : items(item, "instancesSet")) {
            instances.add(instance(instance));
        }
        List<SecurityGroup> groups = items(item, "groupSet").stream()
                .map(group -> new SecurityGroup(Xml.text(group, "groupId"), Xml.text(group, "groupName")))
                .toList();
        return new Reservation(
                required(item, "reservationId"), Xml.text(item, "ownerId"), groups, List.copyOf(instances));
    }

    private static Instance instance(Element item) throws AwsAnswerException {
        return new Instance(
                required(item, "instanceId"),
                Xml.text(item, "imageId"),
                Xml.text(item, "instanceType"),
                new InstanceState(
                        number(Xml.text(item, "instanceState", "code")), Xml.text(item, "instanceState", "name")),
                Xml.text(item, "keyName"),
                Xml.text(item, "dnsName"),
                Xml.text(item, "privateDnsName"),
                Xml.text(item, "ipAddress"),
                Xml.text(item, "privateIpAddress"),
                Xml.text(item, "launchTime").flatMap(Ec2Answers::time),
                tags(item));
    }

    private static Map<String, String> tags(Element item) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Element tag : items(item, "tagSet")) {
            Xml.text(tag, "key")
                    .ifPresent(key -> tags.put(key, Xml.text(tag, "value").orElse("")));
        }
        return Map.copyOf(tags);
    }

    private static OptionalInt number(Optional<String> text) {
        try {
            return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            TemporalAccessor time = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime known
                            ? known.toInstant()
                            : ((LocalDateTime) time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static List<Element> items(Element parent, String set) {
        return Xml.find(parent, set).map(found -> Xml.children(found, "item")).orElse(List.of());
    }

    private static String required(Element parent, String name) throws AwsAnswerException {
        return Xml.text(parent, name)
                .orElseThrow(
                        () -> new AwsAnswerException("the answer has no " + name + " in " + parent.getLocalName()));
    }
}
