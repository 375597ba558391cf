/**
 * Requests to AWS that the device signs: {@code ec2 describe-instances}; and keys on the device for AWS' own tools:
 * {@code aws}. The requests themselves are in {@code org.duehsm.aws}, what becomes of temporary credentials is in {@code
 * org.duehsm.credentials}.
 *
 * <p>It uses {@code daemon}, {@code device} and {@code terminal}.
 */
package org.duehsm.cli.aws;
