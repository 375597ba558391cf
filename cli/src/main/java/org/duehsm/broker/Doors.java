package org.duehsm.broker;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where clients come in, and how many. When the system cannot let anybody in, because it has no file descriptors left
 * for example, the doors are shut until the next look, lest the loop spin at them.
 */
final class Doors {

    private final List<Door> doors;
    private final Selector selector;
    private final int clientLimit;
    private final Consumer<String> log;
    private boolean crowded;
    private boolean shut;
    private boolean failing;

    /** @param clientLimit how many can be connected at a time */
    Doors(List<Door> doors, Selector selector, int clientLimit, Consumer<String> log) throws IOException {
        this.doors = doors;
        this.selector = selector;
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

    /** Who waits at a door, or null if nobody does who can be let in. */
    SocketChannel accept(Door door, int connected) {
        try {
            SocketChannel channel = door.accept();
            failing = false;
            if (channel == null || connected < clientLimit) {
                crowded &= channel == null;
                return channel;
            }
            channel.close();
            if (!crowded) {
                log.accept("clients are turned away: " + clientLimit + " are connected already");
            }
            crowded = true;
        } catch (IOException e) {
            if (!failing) {
                log.accept("no client can be let in: " + e.getMessage());
            }
            failing = true;
            shut = true;
            setInterest(0);
        }
        return null;
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
