package io.sallyport.regions.fault;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A region's listening port, which opens, closes, and falls out of reach. Used from one context. */
public final class RegionPort {

    private static final int MAX_LINE_BYTES = 32 * 1024;
    /** Enough for a burst of clients, and few enough to fill. */
    private static final int BACKLOG = 256;

    private final Vertx vertx;
    private final int port;
    private final Handler<HttpServerRequest> requests;
    private final Optional<Tls> tls;
    private final FullBacklog backlog = new FullBacklog();
    private volatile @Nullable Channel listening;
    private volatile @Nullable ServerSocketChannel vain;
    private @Nullable HttpServer server;
    private boolean outOfReach;

    /** The certificates of a region that speaks TLS. */
    public interface Tls {

        /** The one to show. */
        KeyCertOptions of(Certificate certificate);
    }

    /** Serves {@code requests} on {@code port} of 127.0.0.1 once opened. */
    public RegionPort(Vertx vertx, int port, Handler<HttpServerRequest> requests, Optional<Tls> tls) {
        this.vertx = vertx;
        this.port = port;
        this.requests = requests;
        this.tls = tls;
    }

    /** Listens and accepts, unless it does. */
    public Future<Void> open() {
        if (outOfReach) {
            return withinReach().compose(within -> open());
        }
        if (server != null) {
            return Future.succeededFuture();
        }
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setReuseAddress(true)
                .setAcceptBacklog(BACKLOG)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_LINE_BYTES);
        tls.ifPresent(known -> options.setSsl(true).setKeyCertOptions(known.of(Certificate.VALID)));
        HttpServer opened = vertx.createHttpServer(options)
                .connectionHandler(this::remember)
                .requestHandler(requests);
        server = opened;
        return opened.listen().onFailure(failed -> server = null).mapEmpty();
    }

    /** Vert.x does not show its listening channel; it is the parent of every connection's. */
    private void remember(HttpConnection connection) {
        listening = ((ConnectionBase) connection).channel().parent();
    }

    /**
     * Shows {@code certificate} on new connections.
     *
     * @throws IllegalArgumentException if the region does not speak TLS
     */
    Future<Void> show(Certificate certificate) {
        HttpServer open = server;
        if (tls.isEmpty()) {
            throw new IllegalArgumentException("certificate needs a region that speaks TLS");
        }
        return open == null
                ? Future.succeededFuture()
                : open.updateSSLOptions(
                                new ServerSSLOptions()
                                        .setKeyCertOptions(tls.get().of(certificate)),
                                true)
                        .mapEmpty();
    }

    /** Keeps listening, and lets nobody in: no attempt to connect is answered any more. */
    Future<Void> outOfReach() {
        if (outOfReach) {
            return Future.succeededFuture();
        }
        Channel channel = listening;
        // Vert.x shows no listening channel before the first connection: then there is none to keep either.
        Future<Void> silenced = channel == null ? close().compose(closed -> listenInVain()) : stopAccepting(channel);
        outOfReach = true;
        return silenced.compose(silent -> vertx.<Void>executeBlocking(() -> {
                    backlog.fill(port, 2 * BACKLOG);
                    return null;
                }))
                .recover(failed -> withinReach().transform(done -> Future.failedFuture(failed)));
    }

    private Future<Void> stopAccepting(Channel channel) {
        return vertx.executeBlocking(() -> {
            channel.eventLoop()
                    .submit(() -> channel.config().setAutoRead(false))
                    .get(1, TimeUnit.SECONDS);
            return null;
        });
    }

    private Future<Void> listenInVain() {
        return vertx.executeBlocking(() -> {
            ServerSocketChannel socket = ServerSocketChannel.open();
            vain = socket;
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(FullBacklog.loopback(port), BACKLOG);
            return null;
        });
    }

    private Future<Void> withinReach() {
        if (!outOfReach) {
            return Future.succeededFuture();
        }
        outOfReach = false;
        Channel channel = listening;
        return vertx.executeBlocking(() -> {
            backlog.close();
            ServerSocketChannel socket = vain;
            if (socket != null) {
                vain = null;
                socket.close();
            } else if (channel != null) {
                channel.config().setAutoRead(true);
            }
            return null;
        });
    }

    /** Stops listening and closes every connection; done when both have happened. */
    public Future<Void> close() {
        return withinReach()
                .eventually(() -> {
                    HttpServer open = server;
                    server = null;
                    listening = null;
                    return open == null ? Future.succeededFuture() : open.close();
                })
                .compose(closed -> vertx.executeBlocking(() -> {
                    FullBacklog.awaitRefusal(port);
                    return null;
                }));
    }
}
