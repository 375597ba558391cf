package org.duehsm.serve;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off slow clients, so that nobody keeps others out by holding connections: each has a deadline
 * for the next head and for the body, and in a crowd those are closed that have been longest without
 * a whole request. Jetty bounds the pauses between bytes only, so that a byte now and then holds a
 * connection for ever.
 *
 * <p>A request that is complete is the server's to answer: until then its connection is left alone.
 */
public final class SlowClients extends Handler.Wrapper implements Connection.Listener {

    private final ClientLimits limits;
    private final Duration bodyPatience;
    private final Scheduler scheduler;

    /* All that are open, each with what happens to it when its time is up; the one being answered has nothing. */
    private final Map<Connection, Scheduler.Task> deadlines = new HashMap<>();

    /* Those whose client is to send something, in the order of how long ago that began. */
    private final Set<Connection> awaited = new LinkedHashSet<>();

    /** Before {@code handler} of the daemon; {@code scheduler} is the server's. */
    SlowClients(Handler handler, DaemonConfig config, Scheduler scheduler) {
        this(handler, config.limits(), config.bodyPatience(), scheduler);
    }

    /**
     * Before {@code handler}.
     *
     * @param bodyPatience how long a whole body may take to arrive, unless it is paused
     * @param scheduler the server's
     */
    public SlowClients(Handler handler, ClientLimits limits, Duration bodyPatience, Scheduler scheduler) {
        super(handler);
        this.limits = limits;
        this.bodyPatience = bodyPatience;
        this.scheduler = scheduler;
    }

    @Override
    public void onOpened(Connection connection) {
        Connection longest = null;
        synchronized (deadlines) {
            deadlines.put(connection, null);
            if (deadlines.size() > limits.crowd() && !awaited.isEmpty()) {
                longest = awaited.iterator().next();
                awaited.remove(longest);
            }
            awaitHead(connection);
        }
        if (longest != null) {
            longest.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        synchronized (deadlines) {
            awaited.remove(connection);
            cancel(deadlines.remove(connection));
        }
    }

    /* From the beginning, or from an answer on, which the client may be slow to read as well. */
    private void awaitHead(Connection connection) {
        synchronized (deadlines) {
            if (setDeadline(connection, connection.getEndPoint()::close, limits.head())) {
                awaited.remove(connection);
                awaited.add(connection);
            }
        }
    }

    private void awaitBody(Connection connection, Request request) {
        synchronized (deadlines) {
            setDeadline(connection, () -> request.fail(new TimeoutException()), bodyPatience);
        }
    }

    /* Who has sent a part has been waited for from now on only. */
    private void awaitPart(Connection connection, Request request) {
        synchronized (deadlines) {
            if (setDeadline(connection, () -> request.fail(new TimeoutException()), limits.body())) {
                awaited.remove(connection);
                awaited.add(connection);
            }
        }
    }

    private void haveRequest(Connection connection) {
        synchronized (deadlines) {
            awaited.remove(connection);
            if (deadlines.containsKey(connection)) {
                cancel(deadlines.put(connection, null));
            }
        }
    }

    /* Whether the connection is open still. */
    private boolean setDeadline(Connection connection, Runnable end, Duration patience) {
        boolean open = deadlines.containsKey(connection);
        if (open) {
            cancel(deadlines.put(connection, scheduler.schedule(end, patience)));
        }
        return open;
    }

    private static void cancel(Scheduler.Task deadline) {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        if (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            awaitBody(connection, request);
        } else {
            haveRequest(connection);
        }
        Request received = new Received(request, connection);
        return super.handle(
                received,
                new Response.Wrapper(received, response) {
                    @Override
                    public void write(boolean last, ByteBuffer bytes, Callback written) {
                        awaitHead(connection);
                        super.write(last, bytes, written);
                    }
                },
                callback);
    }

    private final class Received extends Request.Wrapper {

        private final Connection connection;

        Received(Request request, Connection connection) {
            super(request);
            this.connection = connection;
        }

        private SlowClients slowClients() {
            return SlowClients.this;
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk != null && chunk.isLast()) {
                haveRequest(connection);
            }
            return chunk;
        }
    }

    /** Leaves a request alone whose message is not here whole, but is the daemon's to go on with. */
    public static void pause(Request request) {
        Received received = Request.as(request, Received.class);
        received.slowClients().haveRequest(received.connection);
    }

    /** Waits for more of the message of a request: for a part of it, as long as for a whole message. */
    static void resume(Request request) {
        Received received = Request.as(request, Received.class);
        received.slowClients().awaitPart(received.connection, received);
    }
}
