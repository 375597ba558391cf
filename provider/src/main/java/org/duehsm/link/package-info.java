/**
 * One session with a device, as {@code firmware/PROTOCOL.md} has it, for any number of threads. Knows
 * {@link org.duehsm.port.Port} and nothing of keys, MACs or the JCA.
 *
 * <p>Where to begin: {@link org.duehsm.link.Link} is what the layer above uses, with
 * {@link org.duehsm.link.Call} for a request and its reply, and {@link org.duehsm.link.Stream} for what a
 * long MAC needs. Behind it {@code Session} is the protocol, {@code CallerLoop} the threads that run it
 * (provider/CONCURRENCY.md), {@code Window} go-back-N, {@code RetransmissionTimer} when to send again, and
 * {@code FrameEncoder} and {@code FrameDecoder} what travels. {@link org.duehsm.link.Limits} has the
 * numbers of the protocol.
 */
package org.duehsm.link;
