/**
 * The plug for the AWS SDK for Java 2: {@link org.duehsm.awssdk.DueHsmAuthScheme}, which any of its clients takes, and
 * whose requests then are signed by a key of a device.
 */
package org.duehsm.awssdk;
