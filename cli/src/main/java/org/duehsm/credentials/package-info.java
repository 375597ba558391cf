/**
 * Temporary credentials of AWS, which STS makes and other programs use: kept in the user's cache folder ({@link
 * org.duehsm.credentials.CredentialsCache}) for programs that are started again and again, and in memory ({@link
 * org.duehsm.credentials.SharedCredentials}) for many clients of one server ({@link
 * org.duehsm.credentials.CredentialsServer}); and the JSON that AWS' tools read ({@link
 * org.duehsm.credentials.CredentialsJson}).
 *
 * <p>It uses {@code org.duehsm.aws}, {@code rules} and {@code serve}.
 */
package org.duehsm.credentials;
