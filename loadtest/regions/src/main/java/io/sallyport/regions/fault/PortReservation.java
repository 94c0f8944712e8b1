package io.sallyport.regions.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Keeps a loopback port for one region for as long as it lives, listening or not. The socket is bound and never
 * listens: a connection attempt is refused by the system, no other process is given the port, and as both sockets
 * reuse addresses the region's server can listen on it whenever it wants.
 */
public final class PortReservation implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Socket socket;

    private PortReservation(Socket socket) {
        this.socket = socket;
    }

    /**
     * Reserves {@code port}, or any free one for 0.
     *
     * @throws IOException if it is taken; the message names it
     */
    public static PortReservation of(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            return new PortReservation(socket);
        } catch (IOException taken) {
            socket.close();
            throw new IOException("port " + port + " of 127.0.0.1 is in use", taken);
        }
    }

    /** The port. */
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
