package org.duehsm.port;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A device, or a broker, behind TLS: {@code tls://host:port}. The certificate of the other side and the name of its host
 * are always checked.
 *
 * <p>It is an {@link SSLEngine} over a {@link SocketPort}, which has the time-outs and does not mind interrupts; an
 * {@code SSLSocket} would be closed by those. One thread decrypts and one encrypts, as they read and write. The one that
 * reads never writes: what TLS 1.3 wants to be answered, that keys change, may be said with the next bytes that are
 * written.
 */
final class TlsPort implements Port {

    private static final int ALERT = 21; // kinds of records of RFC 8446, 5.1
    private static final int HANDSHAKE = 22;
    private static final int READ_SIZE = 1 << 14;
    private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(READ_TIMEOUT_MILLIS);

    private final PortName.Tls name;
    private final SocketPort line;
    private final SSLEngine engine;
    private final TlsFailures failures;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final ReentrantLock in = new ReentrantLock();
    private final byte[] chunk = new byte[READ_SIZE];
    private ByteBuffer received; // both from their position to their limit
    private ByteBuffer plain;
    private boolean heard; // any TLS
    private volatile boolean answered; // through it

    private final ReentrantLock out = new ReentrantLock();
    private ByteBuffer sealed;

    private TlsPort(PortName.Tls name, SocketPort line, SSLEngine engine, TlsFailures failures) {
        this.name = name;
        this.line = line;
        this.engine = engine;
        this.failures = failures;
        this.received =
                ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).limit(0);
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .limit(0);
        this.sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    /**
     * Connects, and agrees on keys.
     *
     * @param timeoutMillis how long both together may take, at least 1
     * @throws IOException whose message says what is wrong with the files, the connection, or a certificate
     */
    static Port open(PortName.Tls name, int timeoutMillis) throws IOException {
        long start = System.nanoTime();
        OwnCertificate own;
        SSLEngine engine;
        try (TlsStores stores = new TlsStores(name.files())) {
            own = new OwnCertificate(stores.own(), name.files());
            engine = TlsEngine.of(
                    name, own, new ServerCheck(stores.trusted(), name.address().host(), name.files()));
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
        SocketPort line = TcpPort.connect(name, name.address(), timeoutMillis);
        try {
            TlsPort port = new TlsPort(name, line, engine, new TlsFailures(name, own));
            port.shakeHands(start, timeoutMillis);
            return port;
        } catch (IOException | RuntimeException | Error e) {
            line.close();
            throw e;
        }
    }

    private void shakeHands(long start, int timeoutMillis) throws IOException {
        engine.beginHandshake();
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            try {
                goOn(engine.getHandshakeStatus());
            } catch (SSLException e) {
                farewell(); // tells the other side what is wrong
                throw failures.broken(e);
            } catch (IOException e) {
                throw failures.endedEarly(e);
            }
            requireTls();
            if (System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(timeoutMillis)) {
                throw failures.silent(timeoutMillis);
            }
        }
    }

    private void goOn(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            send(ByteBuffer.allocate(0));
        } else if (!unwrap()) {
            receive();
        }
    }

    /* What begins otherwise would be an error of TLS, which says less. */
    private void requireTls() throws IOException {
        int kind = received.hasRemaining() ? received.get(received.position()) : HANDSHAKE;
        if (!heard && kind != HANDSHAKE && kind != ALERT) {
            throw failures.otherLanguage();
        }
        heard |= received.hasRemaining();
    }

    /** Waits for bytes of the line, as its reads do; whether some came. */
    private boolean receive() throws IOException {
        int count = line.read(chunk);
        received.compact();
        if (received.remaining() < count) {
            received = ByteBuffer.allocate(received.position() + count).put(received.flip());
        }
        received.put(chunk, 0, count).flip();
        return count > 0;
    }

    /** Decrypts a record, if all of it is here, and nothing decrypted is left; whether it was. */
    private boolean unwrap() throws IOException {
        while (true) {
            plain.clear();
            SSLEngineResult result;
            try {
                result = engine.unwrap(received, plain);
            } finally {
                plain.flip();
            }
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    return false;
                }
                case BUFFER_OVERFLOW ->
                    plain = ByteBuffer.allocate(
                                    larger(plain, engine.getSession().getApplicationBufferSize()))
                            .limit(0);
                case CLOSED -> throw new EOFException(name + ": the other side closed the connection");
                default -> {
                    return true;
                }
            }
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        in.lock();
        try {
            long start = System.nanoTime();
            while (!plain.hasRemaining() && System.nanoTime() - start < READ_NANOS) {
                if (!unwrap() && !receive()) {
                    return 0;
                }
                requireKeys();
            }
            return take(buffer);
        } catch (SSLException e) {
            throw failures.broken(e);
        } catch (IOException e) {
            throw closed.get() || answered ? e : failures.unanswered(e);
        } finally {
            in.unlock();
        }
    }

    /** Gives out what is decrypted, and wipes it. */
    private int take(byte[] buffer) {
        int count = Math.min(plain.remaining(), buffer.length);
        int from = plain.position();
        plain.get(buffer, 0, count);
        Arrays.fill(plain.array(), from, from + count, (byte) 0);
        answered |= count > 0;
        return count;
    }

    /* Of TLS 1.3 a new key may be to be told, with the next write; TLS 1.2 can begin all over again. */
    private void requireKeys() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        boolean told = status == HandshakeStatus.NEED_WRAP
                && engine.getSession().getProtocol().equals(TlsEngine.NEWEST);
        if (status != HandshakeStatus.NOT_HANDSHAKING && !told) {
            throw failures.renegotiation();
        }
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        out.lock();
        try {
            send(ByteBuffer.wrap(data, offset, length));
        } catch (SSLException e) {
            throw failures.broken(e);
        } catch (IOException e) {
            throw closed.get() || answered ? e : refusal(e);
        } finally {
            out.unlock();
        }
    }

    /** Encrypts and writes all; with nothing to write, what TLS itself has to say. */
    private void send(ByteBuffer data) throws IOException {
        do {
            SSLEngineResult result = engine.wrap(data, sealed.clear());
            switch (result.getStatus()) {
                case BUFFER_OVERFLOW ->
                    sealed = ByteBuffer.allocate(
                            larger(sealed, engine.getSession().getPacketBufferSize()));
                case CLOSED -> throw new EOFException(name + ": the connection broke (closed)");
                default -> {
                    if (data.hasRemaining() && result.bytesProduced() == 0) {
                        throw failures.renegotiation();
                    }
                    line.write(sealed.array(), 0, sealed.position());
                }
            }
        } while (data.hasRemaining());
    }

    private static int larger(ByteBuffer buffer, int size) {
        return Math.max(size, 2 * buffer.capacity());
    }

    /* Who does not take this program's certificate says so and hangs up, and a write may fail before that is read. */
    private IOException refusal(IOException broken) {
        try {
            read(new byte[1]);
            return broken;
        } catch (IOException why) {
            return why;
        }
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true) && out.tryLock()) {
            try {
                farewell();
            } finally {
                out.unlock();
            }
        }
        line.close();
        if (in.tryLock()) {
            try {
                Arrays.fill(plain.array(), (byte) 0);
            } finally {
                in.unlock();
            }
        }
    }

    /** Tells the other side that this is the end, and why, if it takes that at once. */
    private void farewell() {
        try {
            engine.closeOutbound();
            engine.wrap(ByteBuffer.allocate(0), sealed.clear());
            line.offer(sealed.flip());
        } catch (IOException ignored) {
            // It will notice.
        }
    }

    @Override
    public String name() {
        return name.toString();
    }
}
