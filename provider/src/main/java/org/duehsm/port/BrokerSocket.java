package org.duehsm.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place of this computer's broker, where {@code port = auto} looks first. Nobody has named it, so whoever puts a
 * socket there would get keys that are imported, in clear: it is used only if nobody but root and this user can have
 * put it there, and if one of them listens. Who else may connect to it, which is what write permission for a socket
 * means, is the broker's business: that lets nobody come between.
 */
final class BrokerSocket {

    private static final Path PLACE = Path.of("/run/due-hsm/board.sock");
    private static final int LOOK_MILLIS = 1000;

    private final PortName.Unix name;

    BrokerSocket() {
        this(PLACE);
    }

    /** @param place absolute, without {@code .} and {@code ..} */
    BrokerSocket(Path place) {
        this.name = PortName.Unix.at(place);
    }

    /** Whether anything is there. */
    boolean isThere() {
        return Files.exists(name.path(), LinkOption.NOFOLLOW_LINKS);
    }

    /** What {@code auto} makes of it. */
    BrokerInfo look() {
        try (Port port = open(LOOK_MILLIS)) {
            return new BrokerInfo(port.name(), true, Optional.empty());
        } catch (IOException e) {
            String obstacle = e.getMessage().replaceFirst("^" + Pattern.quote(name + ": "), "");
            return new BrokerInfo(name.toString(), !(e instanceof BrokerNotTakenException), Optional.of(obstacle));
        }
    }

    /**
     * Connects to the broker.
     *
     * @throws BrokerNotTakenException if it cannot be trusted, or this user may not use it
     * @throws IOException if it has ended, or takes no more programs
     */
    Port open(int timeoutMillis) throws IOException {
        TrustedUsers trusted = TrustedUsers.ofThisProcess();
        if (isThere()) {
            Optional<String> flaw = SafePlace.flaw(name.path(), trusted);
            if (flaw.isPresent()) {
                throw notTrusted(flaw.get());
            }
            if (!UnixPort.mayOpen(name.path())) {
                throw new BrokerNotTakenException(name + ": " + UnixPort.notPermitted());
            }
        }
        SocketPort port = connect(timeoutMillis);
        try {
            requirePeer(PeerUser.of(port.channel()), trusted);
            return port;
        } catch (IOException | RuntimeException | Error e) {
            port.close();
            throw e;
        }
    }

    private SocketPort connect(int timeoutMillis) throws IOException {
        try {
            return UnixPort.open(name, timeoutMillis);
        } catch (IOException e) {
            String orNot = isThere() ? "; or remove the socket, so that auto uses a board itself" : "";
            throw new IOException(e.getMessage() + orNot, e);
        }
    }

    private void requirePeer(Optional<UserPrincipal> peer, TrustedUsers trusted) throws BrokerNotTakenException {
        if (peer.isEmpty()) {
            throw notTrusted("this Java, without its module jdk.net, does not tell who listens there");
        }
        if (!trusted.have(peer.get())) {
            throw notTrusted(peer.get().getName() + " listens there, not root or this user");
        }
    }

    private BrokerNotTakenException notTrusted(String why) {
        return new BrokerNotTakenException(name + ": " + why + ", so that auto does not trust it with keys; if it is"
                + " known to be good, set port = " + name);
    }
}
