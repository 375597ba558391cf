/**
 * The daemon of {@code due-hsm serve}: signs AWS requests of other programs, over HTTP, with the keys of
 * one device. Begin with {@link org.duehsm.serve.Daemon}, which puts the parts together; a request passes
 * {@code SlowClients} (deadlines), {@code Router} (paths), {@code WebPageGuard} (browsers are refused),
 * {@code SignHandler} (body and token), {@code AwsMessage} (whose key) and {@code DeviceSigner}.
 *
 * <p>It knows nothing of the command that starts it.
 */
package org.duehsm.serve;
