package io.sallyport.clients.keycloak;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A loopback port that leads to another one, and from a moment on to yet another, as a database's endpoint may. */
final class Relay {

    private static final String LOOPBACK = "127.0.0.1";

    private final NetServer server;
    private final NetClient client;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;

    Relay(Vertx vertx, int target) {
        this.target = target;
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer()
                .connectHandler(this::relay)
                .listen(0, LOOPBACK)
                .await();
    }

    int port() {
        return server.actualPort();
    }

    /** From now on to that port; connections to the other one are closed. */
    void leadTo(int port) {
        target = port;
        open.forEach(NetSocket::close);
    }

    private void relay(NetSocket near) {
        near.pause();
        open.add(near);
        near.closeHandler(closed -> open.remove(near));
        client.connect(target, LOOPBACK).onFailure(refused -> near.close()).onSuccess(far -> {
            near.pipeTo(far);
            far.pipeTo(near);
        });
    }
}
