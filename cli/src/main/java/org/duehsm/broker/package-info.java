/**
 * The broker: one board for all programs of a machine. It owns the board's port, and speaks the protocol of
 * PROTOCOL.md to each of its clients as if it were a device. Begin with {@link org.duehsm.broker.Broker}, which has
 * the sockets and the threads. What it decides is in {@code Relay} and below, which know neither sockets nor threads
 * nor a clock:
 *
 * <pre>
 *  client ── ClientSession ┐                                            ┌ Session (link) ── board
 *  client ── ClientSession ┼ Turns ── Dispatcher ── Passage, Passage … ─┘
 *  client ── ClientSession ┘            BoardStreams, RequestKind, ListedEntry
 * </pre>
 *
 * <p>Requests are passed on in turns, and executed by the board in that order. So what a request means for the
 * streams is settled when it is passed on, not when it is answered.
 */
package org.duehsm.broker;
