package org.duehsm.cli.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.duehsm.broker.Broker;
import org.duehsm.broker.BrokerConfig;
import org.duehsm.cli.terminal.CliException;
import org.duehsm.cli.terminal.ExitCode;
import org.duehsm.client.ClientConfig;
import org.duehsm.port.PortName;
import org.duehsm.rules.Permissions;
import org.duehsm.rules.Rules;
import picocli.CommandLine.Option;

/** The options that have {@code due-hsm serve} share the device among programs. */
final class BrokerOptions {

    @Option(
            names = "--broker",
            paramLabel = "PATH",
            description =
                    "Share the device at this Unix-domain socket (mode 0600); programs reach it by port unix:PATH.")
    private Path socket;

    @Option(
            names = "--broker-group",
            paramLabel = "GROUP",
            description = "Let this group connect there, too (mode 0660). Only with --rules.")
    private String group;

    @Option(
            names = "--broker-tcp",
            paramLabel = "PORT",
            description = "Share it at this port of 127.0.0.1, too; 0: any that is free. Only with --rules that have a"
                    + " line for tcp.")
    private Integer tcpPort;

    /**
     * The broker that the options want, if any, which has the device's port for itself from now on.
     *
     * @param rules who may do what there; without them who can open the socket may do everything
     * @throws IOException if it cannot listen where it is to
     */
    Optional<Broker> start(ClientConfig device, Optional<Rules> rules, Consumer<String> log) throws IOException {
        check(rules);
        if (socket == null && tcpPort == null) {
            return Optional.empty();
        }
        checkPorts(device);
        BrokerConfig config = new BrokerConfig(
                device,
                Optional.ofNullable(socket),
                Optional.ofNullable(group),
                tcpPort == null ? OptionalInt.empty() : OptionalInt.of(tcpPort),
                BrokerConfig.DEFAULT_CLIENTS);
        return Optional.of(
                new Broker(config, caller -> rules.map(all -> all.of(caller)).orElse(Permissions.ALL), log));
    }

    /** The names of the ports by which programs get to the broker. */
    List<String> ports(Broker broker) {
        List<String> ports = new ArrayList<>();
        if (socket != null) {
            ports.add("unix:" + socket.toAbsolutePath());
        }
        if (tcpPort != null) {
            ports.add(broker.tcpPort());
        }
        return ports;
    }

    private void check(Optional<Rules> rules) {
        if (group != null && socket == null) {
            throw usage("--broker-group is a group for the socket of --broker PATH; name that, too");
        }
        if (group != null && rules.isEmpty()) {
            throw usage(
                    "--broker-group lets others than you connect: --rules FILE says what they may, by a line such as"
                            + " 'group " + group + " mac *'");
        }
        if (tcpPort != null && !rules.map(Rules::admitTcp).orElse(false)) {
            throw usage("--broker-tcp lets every program of this machine connect, and nobody knows whose it is:"
                    + " --rules FILE says what they may, by a line such as 'tcp mac *'");
        }
    }

    /**
     * That programs can name its ports, and that it is not to be its own client: DUEHSM_PORT names the broker where its
     * programs run, and there somebody will start it again, too.
     */
    private void checkPorts(ClientConfig device) {
        List<PortName> own = new ArrayList<>();
        if (socket != null) {
            PortName name = PortName.parse("unix:" + socket.toAbsolutePath());
            if (name instanceof PortName.Malformed malformed) {
                throw usage(malformed.problem());
            }
            own.add(name);
        }
        if (tcpPort != null) {
            own.add(PortName.parse("tcp://127.0.0.1:" + tcpPort));
            own.add(PortName.parse("tcp://localhost:" + tcpPort));
        }
        if (own.contains(device.portName())
                || device.portName() instanceof PortName.Unix unix && isSocket(unix.path())) {
            throw usage("port = " + device.port() + " is where this broker is to listen itself; name the device's own"
                    + " port, by --port PORT: DUEHSM_PORT or duehsm.port may be set for its programs");
        }
    }

    /** Whether this is the socket of --broker, by whatever way through the folders. */
    private boolean isSocket(Path path) {
        return socket != null && inRealFolder(path).equals(inRealFolder(socket.toAbsolutePath()));
    }

    private static Path inRealFolder(Path path) {
        try {
            return path.getParent().toRealPath().resolve(path.getFileName());
        } catch (IOException e) {
            return path; // to be said by who binds it, or connects
        }
    }

    private static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }
}
