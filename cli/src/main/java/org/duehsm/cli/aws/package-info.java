/**
 * Requests to AWS that the device signs: {@code ec2 describe-instances}. The requests themselves are in
 * {@code org.duehsm.aws}.
 *
 * <p>It uses {@code daemon}, {@code device} and {@code terminal}.
 */
package org.duehsm.cli.aws;
