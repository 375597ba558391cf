package org.duehsm.port;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;

/** A device behind a TCP port, as the virtual Due is: {@code tcp://host:port}. */
final class TcpPort implements Port {

    static final String SCHEME = "tcp://";

    private final String name;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private TcpPort(String name, Socket socket) throws IOException {
        this.name = name;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static boolean isTcp(String name) {
        return name.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static TcpPort open(String name, int timeoutMillis) throws IOException {
        URI address = parse(name);
        Socket socket = new Socket();
        try {
            InetSocketAddress remote = new InetSocketAddress(host(address), address.getPort());
            if (remote.isUnresolved()) {
                throw new IOException(name + ": there is no host of this name");
            }
            connect(socket, remote, name, timeoutMillis);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Ports.READ_TIMEOUT_MILLIS);
            return new TcpPort(name, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void connect(Socket socket, InetSocketAddress remote, String name, int timeoutMillis)
            throws IOException {
        try {
            socket.connect(remote, timeoutMillis);
        } catch (IOException e) {
            throw new IOException(
                    name + ": cannot connect (" + e.getMessage() + "); is the device's program running there?", e);
        }
    }

    static URI parse(String name) throws IOException {
        try {
            URI address = new URI(name);
            boolean bare = address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getRawPath().isEmpty()
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
            if (bare && address.getPort() > 0 && address.getPort() <= 0xFFFF) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw malformed(name, e);
        }
        throw malformed(name, null);
    }

    private static IOException malformed(String name, Throwable cause) {
        return new IOException(name + ": not a TCP port; write tcp://host:port with a port from 1 to 65535", cause);
    }

    private static String host(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException(name + ": the other side closed the connection");
            }
            return count;
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (SocketException e) {
            throw broken(e);
        }
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        try {
            out.write(data, offset, length);
        } catch (SocketException e) {
            throw broken(e);
        }
    }

    private IOException broken(SocketException e) {
        return new IOException(name + ": the connection broke (" + e.getMessage() + ")", e);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // The socket is of no use any more, whatever its last words.
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int baud() {
        return 0;
    }
}
