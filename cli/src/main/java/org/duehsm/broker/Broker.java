package org.duehsm.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.duehsm.client.ClientConfig;
import org.duehsm.client.Login;
import org.duehsm.client.LoginSecret;
import org.duehsm.client.Role;
import org.duehsm.link.Credential;
import org.duehsm.port.Ports;
import org.duehsm.rules.Caller;
import org.duehsm.rules.Permissions;

/**
 * Shares a board among the programs of a machine. It has the board's port, listens at a Unix-domain socket, and, if it
 * is to, at a TCP port of the loopback address; who connects there speaks the protocol of PROTOCOL.md with it as with a
 * board. It has two threads, {@link ClientLoop} and {@link BoardConnection}, and one that writes the log.
 *
 * <p>The board may be away, at the start or later: it is looked for as long as the broker runs.
 */
public final class Broker implements AutoCloseable {

    private static final long CLOSE_MILLIS = 5000;

    private final Counters counters = new Counters();
    private final Relay relay;
    private final ClientLoop loop;
    private final BoardConnection board;
    private final List<Door> doors = new ArrayList<>();
    private final List<Thread> threads;
    private final LogThread log;
    private final CompletableFuture<Void> broken = new CompletableFuture<>();
    private volatile boolean closing;
    private String innerPort;
    private String tcpPort;

    /**
     * Starts to serve.
     *
     * @param config its device's login, if there is one, is a user's whose secret is not encrypted
     * @param access what a caller may do who comes to the socket or the TCP port; asked once for each connection
     * @param log takes a line for each thing that an administrator wants to know; it may block
     * @throws IOException if it cannot listen where the configuration says
     */
    public Broker(BrokerConfig config, Function<Caller, Permissions> access, Consumer<String> log) throws IOException {
        this.log = new LogThread(log);
        ClientConfig device = config.device();
        int timeoutMillis = (int) device.timeout().toMillis();
        LogLimit limit = new LogLimit(this.log, System::nanoTime);
        relay = new Relay(new SecureRandom(), counters, limit);
        loop = new ClientLoop(relay, config.clients(), limit);
        board = new BoardConnection(
                () -> Ports.open(device.portName(), timeoutMillis),
                () -> credential(device.login()),
                device.timeout(),
                loop,
                this.log);
        threads = List.of(
                new Thread(() -> run(loop), "due-hsm broker"), new Thread(() -> run(board), "due-hsm broker board"));
        try {
            openDoors(config, access);
            loop.serve(doors, board);
        } catch (IOException | RuntimeException e) {
            loop.end();
            closeDoors();
            this.log.close();
            throw e;
        }
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static Credential credential(Login login) throws IOException {
        if (login.isNone()) {
            return null;
        }
        LoginSecret secret = login.read(null);
        try {
            if (secret.role() != Role.USER) {
                throw new IOException(login.secretFile() + ": this is the secret of a " + secret.role()
                        + ", and a broker logs in as a user; put that of one there");
            }
            return new Credential(
                    secret.name().getBytes(StandardCharsets.UTF_8),
                    secret.role().code(),
                    secret.secret());
        } finally {
            secret.destroy();
        }
    }

    /** One thread is nothing without the other: who waited for it at a door would wait for ever. */
    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.accept("the broker breaks off: " + e);
        } finally {
            if (!closing) {
                closeDoors();
                loop.close();
                board.close();
                broken.complete(null);
            }
        }
    }

    /** Completes if it ends by a fault of its own, and not by {@link #close}: then nobody gets to the board any more. */
    public CompletionStage<Void> broken() {
        return broken;
    }

    private void openDoors(BrokerConfig config, Function<Caller, Permissions> access) throws IOException {
        innerPort = open(Door.inner());
        if (config.socket().isPresent()) {
            open(Door.unix(config.socket().get(), config.group(), access));
        }
        if (config.tcpPort().isPresent()) {
            tcpPort = open(Door.tcp(config.tcpPort().getAsInt(), access));
        }
    }

    private String open(Door door) {
        doors.add(door);
        return door.name();
    }

    /** The name of the port by which this very process gets to the board, with every right. */
    public String innerPort() {
        return innerPort;
    }

    /**
     * The name of its TCP port, {@code tcp://127.0.0.1:…}.
     *
     * @throws IllegalStateException if it has none
     */
    public String tcpPort() {
        if (tcpPort == null) {
            throw new IllegalStateException("this broker has no TCP port");
        }
        return tcpPort;
    }

    /** Whether it runs, and clients get to it. */
    public boolean isListening() {
        return threads.stream().allMatch(Thread::isAlive) && doors.stream().allMatch(Door::isOpen);
    }

    /** Whether there is a board. */
    public boolean isBoardUp() {
        synchronized (relay) {
            return relay.board() != null;
        }
    }

    /** Whether there is a board, and the broker has logged in there. */
    public boolean isLoggedIn() {
        synchronized (relay) {
            return relay.board() != null && relay.board().role() != 0;
        }
    }

    /** How many clients are connected, this process among them if it is. */
    public int clients() {
        return loop.clients();
    }

    /** How many of the board's streams clients have. */
    public int streamsInUse() {
        synchronized (relay) {
            return relay.streamsInUse();
        }
    }

    /** What was asked, and what became of it. */
    public Counters counters() {
        return counters;
    }

    /** Closes all connections and the board's port, and returns when that can be opened again, or after 5 s. */
    @Override
    public void close() {
        closing = true;
        closeDoors();
        loop.close();
        board.close();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        log.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeDoors() {
        for (Door door : doors) {
            try {
                door.close();
            } catch (IOException e) {
                log.accept("while stopping: " + e.getMessage());
            }
        }
    }
}
