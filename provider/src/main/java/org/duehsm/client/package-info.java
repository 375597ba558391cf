/**
 * One device, or several with the same keys, for programs that manage it, and for the JCA provider above: its keys, its state, MACs of whole messages
 * and of messages in parts. It knows what the verbs of PROTOCOL.md mean, what may be repeated when the device was away
 * and what must not, and what an algorithm is. How frames get there and back is the business of package {@code link},
 * where they go that of {@code port}; of the JCA it knows the names and the exceptions only.
 *
 * <p>Begin with {@link org.duehsm.client.DueHsmClient}, which has a method for each thing that a device does. {@link
 * org.duehsm.client.MacMessage} decides when a message leaves the host, {@link org.duehsm.client.Algorithm} has all that
 * is known of an algorithm. Behind them, {@code Connection} opens the session, and opens it again; of
 * several, {@code Boards} picks one for each call, and each {@code Board} is looked for while it is missing; {@code
 * Administration} and {@code MacRequests} make the requests; {@code Failures} has the words for what went wrong. {@link
 * org.duehsm.client.LoginSecret} is what a host logs in with, {@link org.duehsm.client.SecretFile} where it is kept.
 */
package org.duehsm.client;
