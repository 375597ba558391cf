package org.duehsm.link;

/** A thread's place in the queue for a stream; ready when it has one. */
final class StreamWait extends Waiter {
    Stream stream;
}
