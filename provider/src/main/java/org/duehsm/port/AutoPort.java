package org.duehsm.port;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * What {@code port = auto} opens: the broker of this computer, and a board only where there is none. A broker has the
 * board for all, and keeps it when it is away for a moment: so while its socket stands, and once it was used, nothing
 * else is opened. Otherwise the first program that comes would have the board, and the broker, back again, not.
 * It is for one thread at a time.
 */
final class AutoPort implements PortOpener {

    private final BrokerSocket broker;
    private final PortOpener board;
    private final int timeoutMillis;
    private final Consumer<String> log;
    private boolean used;
    private String logged;

    /**
     * @param board opens the one on USB
     * @param log is told why a board is used although there is a broker
     */
    AutoPort(BrokerSocket broker, PortOpener board, int timeoutMillis, Consumer<String> log) {
        this.broker = broker;
        this.board = board;
        this.timeoutMillis = timeoutMillis;
        this.log = log;
    }

    @Override
    public Port open() throws IOException {
        if (!used && !broker.isThere()) {
            return board.open();
        }
        try {
            Port port = broker.open(timeoutMillis);
            used = true;
            return port;
        } catch (BrokerNotTakenException e) {
            if (used) {
                throw e;
            }
            return openBoard(e);
        }
    }

    private Port openBoard(BrokerNotTakenException why) throws IOException {
        try {
            Port port = board.open();
            tell(why.getMessage());
            return port;
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; and the broker is not taken: " + why.getMessage(), e);
        }
    }

    private void tell(String message) {
        if (!message.equals(logged)) {
            logged = message;
            log.accept(message);
        }
    }
}
