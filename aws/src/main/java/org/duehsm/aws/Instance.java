package org.duehsm.aws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An EC2 instance. What an answer leaves out, or leaves empty, is absent: of all this, the API reference
 * promises nothing.
 *
 * @param id such as {@code i-84cdc8e0}
 * @param imageId the image that it was started from
 * @param type such as {@code c1.medium}
 * @param state what it does
 * @param keyName the key pair it was started with
 * @param dnsName its public DNS name
 * @param privateDnsName its DNS name within EC2
 * @param ipAddress its public address
 * @param privateIpAddress its address within EC2
 * @param launchTime when it was started; absent if it is no time, too
 * @param tags its tags
 */
public record Instance(
        String id,
        Optional<String> imageId,
        Optional<String> type,
        InstanceState state,
        Optional<String> keyName,
        Optional<String> dnsName,
        Optional<String> privateDnsName,
        Optional<String> ipAddress,
        Optional<String> privateIpAddress,
        Optional<Instant> launchTime,
        Map<String, String> tags) {}
