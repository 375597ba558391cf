/**
 * The daemon of {@code due-hsm serve}: computes MACs and signs AWS requests of other programs, over HTTP,
 * with the keys of one device. Begin with {@link org.duehsm.serve.Daemon}, which puts the parts together; a request passes
 * {@code SlowClients} (deadlines), {@code Router} (paths), {@code WebPageGuard} (browsers are refused),
 * {@code Access} (token and rules), and then either {@code SignHandler} (body), {@code AwsSignature} and
 * {@code AwsMessage} (whose key) and {@code DeviceSigner}, or {@code MacHandler} and {@code MacBody}.
 *
 * <p>It knows nothing of the command that starts it.
 */
package org.duehsm.serve;
