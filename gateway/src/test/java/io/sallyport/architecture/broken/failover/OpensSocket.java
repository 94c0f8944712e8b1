package io.sallyport.architecture.broken.failover;

import java.net.Socket;

/** Pure by its package, not by what it does. */
final class OpensSocket {
    private OpensSocket() {}

    static Socket open() {
        return new Socket();
    }
}
