package io.sallyport.regions.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the queue of a listening socket full that nobody accepts from: the system then answers no further SYN, as if
 * the host were gone. Blocks: use it on a worker.
 */
final class FullBacklog implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int PATIENCE_MILLIS = 100;

    private final List<SocketChannel> fillers = new ArrayList<>();

    /**
     * Connects to {@code port} until an attempt goes unanswered.
     *
     * @param most how many connections fill the queue for certain
     * @throws IOException if even that many do not
     */
    void fill(int port, int most) throws IOException {
        InetSocketAddress address = loopback(port);
        for (int filler = 0; filler <= most; filler++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            if (!isConnected(channel, address)) {
                channel.close();
                return;
            }
            fillers.add(channel);
        }
        throw new IOException("the queue of port " + port + " does not fill");
    }

    private static boolean isConnected(SocketChannel channel, InetSocketAddress address) throws IOException {
        if (channel.connect(address)) {
            return true;
        }
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            boolean answered = selector.select(PATIENCE_MILLIS) > 0 && channel.finishConnect();
            key.cancel();
            return answered;
        }
    }

    /**
     * Waits until attempts to connect to {@code port} are refused: the JDK ends a listening socket that a selector knows
     * at the selector's next turn only.
     *
     * @throws IOException if they are still accepted after a second
     */
    static void awaitRefusal(int port) throws IOException {
        InetSocketAddress address = loopback(port);
        for (int attempt = 0; attempt < 1_000; attempt++) {
            try (SocketChannel channel = SocketChannel.open()) {
                channel.socket().connect(address, PATIENCE_MILLIS);
            } catch (IOException refused) {
                return;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new IOException("port " + port + " still accepts connections");
    }

    static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel filler : fillers) {
            filler.close();
        }
        fillers.clear();
    }
}
