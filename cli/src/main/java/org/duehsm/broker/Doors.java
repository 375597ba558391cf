package org.duehsm.broker;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.duehsm.rules.Caller;

/**
 * Where clients come in, and how many: at a door for several users, half as many of one, lest one keep out the others;
 * and at the inner one always. When the system cannot let anybody in, because it has no file descriptors left
 * for example, the doors are shut until the next look, lest the loop spin at them.
 */
final class Doors {

    private final List<Door> doors;
    private final Selector selector;
    private final Relay relay;
    private final int clientLimit;
    private final LogLimit log;
    private boolean shut;

    /** @param clientLimit how many can be connected at a time */
    Doors(List<Door> doors, Selector selector, Relay relay, int clientLimit, LogLimit log) throws IOException {
        this.doors = doors;
        this.selector = selector;
        this.relay = relay;
        this.clientLimit = clientLimit;
        this.log = log;
        for (Door door : doors) {
            door.channel().register(selector, SelectionKey.OP_ACCEPT, door);
        }
    }

    /** Whether they are to be opened again soon. */
    boolean areShut() {
        return shut;
    }

    /** Opens them again, if they are shut. */
    void open() {
        if (shut) {
            shut = false;
            setInterest(SelectionKey.OP_ACCEPT);
        }
    }

    /** Lets in who waits at a door; null if nobody does who can be let in. These are connected already. */
    ClientConnection enter(Door door, List<ClientConnection> connected) {
        SocketChannel channel = accept(door, connected.size());
        return channel == null ? null : admit(channel, door, connected);
    }

    private ClientConnection admit(SocketChannel channel, Door door, List<ClientConnection> connected) {
        ClientSession session = null;
        ClientConnection admitted = null;
        try {
            Caller caller = Caller.of(channel);
            if (hasShare(door, caller.toString(), connected)) {
                session = relay.connect(caller.toString(), door.permissions(caller));
                ClientConnection client = new ClientConnection(channel, session);
                client.registered(channel.register(selector, SelectionKey.OP_READ, client));
                admitted = client;
            }
        } catch (IOException | RuntimeException e) {
            log.say("not let in", "a client was not let in: " + e.getMessage());
        } finally {
            if (admitted == null) {
                if (session != null) {
                    relay.disconnect(session);
                }
                close(channel);
            }
        }
        return admitted;
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is of no use any more, whatever its last words.
        }
    }

    private SocketChannel accept(Door door, int connected) {
        try {
            SocketChannel channel = door.accept();
            if (channel == null || connected < clientLimit || door.isInner()) {
                return channel;
            }
            channel.close();
            log.say("full", "clients are turned away: " + clientLimit + " are connected already");
        } catch (IOException e) {
            log.say("failing", "no client can be let in: " + e.getMessage());
            shut = true;
            setInterest(0);
        }
        return null;
    }

    /** Whether one more is let in at a door who has this name. */
    private boolean hasShare(Door door, String name, List<ClientConnection> connected) {
        int share = Math.max(1, clientLimit / 2);
        long theirs = connected.stream()
                .filter(client -> client.session().name().equals(name))
                .count();
        if (!door.isShared() || theirs < share) {
            return true;
        }
        log.say(name + " is greedy", "clients are turned away: " + share + " of " + name + " are connected already");
        return false;
    }

    private void setInterest(int interest) {
        for (Door door : doors) {
            SelectionKey key = door.channel().keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(interest);
            }
        }
    }
}
