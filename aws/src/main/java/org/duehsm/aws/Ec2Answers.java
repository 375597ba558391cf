package org.duehsm.aws;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** Reads what EC2 answers (Amazon EC2 API Reference, "Actions" and "Data types"). */
final class Ec2Answers {

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
        List<SecurityGroup> groups = new ArrayList<>();
        for (Element group : items(item, "groupSet")) {
            groups.add(new SecurityGroup(required(group, "groupId"), Xml.text(group, "groupName")));
        }
        return new Reservation(
                required(item, "reservationId"),
                required(item, "ownerId"),
                List.copyOf(groups),
                List.copyOf(instances));
    }

    private static Instance instance(Element item) throws AwsAnswerException {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Element tag : items(item, "tagSet")) {
            tags.put(required(tag, "key"), Xml.text(tag, "value").orElse(""));
        }
        return new Instance(
                required(item, "instanceId"),
                required(item, "imageId"),
                required(item, "instanceType"),
                state(item),
                Xml.text(item, "keyName"),
                Xml.text(item, "dnsName"),
                Xml.text(item, "privateDnsName"),
                Xml.text(item, "ipAddress"),
                Xml.text(item, "privateIpAddress"),
                launchTime(item),
                Map.copyOf(tags));
    }

    private static InstanceState state(Element item) throws AwsAnswerException {
        String code = required(item, "instanceState", "code");
        try {
            return new InstanceState(Integer.parseInt(code), required(item, "instanceState", "name"));
        } catch (NumberFormatException e) {
            throw new AwsAnswerException("the state's code is no number: " + code, e);
        }
    }

    private static Optional<Instant> launchTime(Element item) throws AwsAnswerException {
        Optional<String> time = Xml.text(item, "launchTime");
        try {
            return time.map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new AwsAnswerException("launchTime is no time: " + time.orElseThrow(), e);
        }
    }

    private static List<Element> items(Element parent, String set) {
        return Xml.find(parent, set).map(found -> Xml.children(found, "item")).orElse(List.of());
    }

    private static String required(Element parent, String... path) throws AwsAnswerException {
        return Xml.text(parent, path)
                .orElseThrow(() -> new AwsAnswerException(
                        "the answer has no " + String.join("/", path) + " in " + parent.getLocalName()));
    }
}
