package org.duehsm.cli.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import org.duehsm.broker.Broker;
import org.duehsm.broker.BrokerConfig;
import org.duehsm.client.ClientConfig;
import org.duehsm.firmware.JvmDue;
import org.duehsm.provider.DueHsmProvider;
import org.duehsm.rules.Rules;
import org.duehsm.serve.Daemon;
import org.duehsm.serve.DaemonConfig;
import org.duehsm.serve.SigningLog;

/**
 * A board, and what {@code due-hsm serve --broker PATH --broker-tcp PORT --rules FILE} is beside it. The user of this
 * process may do everything at the socket, and who comes over TCP sign and list.
 */
final class ServedBoard implements AutoCloseable {

    private final Path folder;
    private final JvmDue due = JvmDue.inMemory();
    private final Rules rules;
    private Broker broker;
    private Daemon daemon;
    private int brokerPort;
    private int healthPort;

    ServedBoard(Path folder) throws IOException {
        this.folder = folder;
        Path file = Files.writeString(
                folder.resolve("rules"),
                "user " + System.getProperty("user.name") + " mac,list,manage *\ntcp mac,list *\n");
        rules = Rules.read(file);
        startDaemon();
    }

    /** The same ports again if it is not the first time. */
    void startDaemon() throws IOException {
        broker = new Broker(
                new BrokerConfig(
                        ClientConfig.of(due.port()),
                        Optional.of(folder.resolve("s")),
                        Optional.empty(),
                        OptionalInt.of(brokerPort),
                        BrokerConfig.DEFAULT_CLIENTS),
                rules::of,
                line -> {});
        brokerPort = URI.create(broker.tcpPort()).getPort();
        Path configuration = Files.writeString(
                folder.resolve("inner"), "name = " + folder.getFileName() + "\nport = " + broker.innerPort() + "\n");
        DueHsmProvider provider = (DueHsmProvider) new DueHsmProvider().configure(configuration.toString());
        SigningLog log = new SigningLog(new PrintWriter(Writer.nullWriter()), Clock.systemUTC(), false);
        daemon = new Daemon(provider, DaemonConfig.onLoopback(healthPort), log, Optional.of(broker));
        healthPort = daemon.uri().getPort();
    }

    void stopDaemon() {
        broker.close();
        daemon.close();
    }

    JvmDue due() {
        return due;
    }

    Broker broker() {
        return broker;
    }

    /** The port at which everything may be done. */
    String port() {
        return "unix:" + folder.resolve("s");
    }

    int brokerPort() {
        return brokerPort;
    }

    int healthPort() {
        return healthPort;
    }

    URI health() {
        return daemon.uri().resolve("/health");
    }

    @Override
    public void close() {
        stopDaemon();
        due.close();
    }
}
