package io.sallyport.upstream;

import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The clients by which one region is reached, each with a pool of its own: for what may be sent again, for what must not,
 * and for probes.
 *
 * <p>Both pools for requests are as large as the bulkhead, so that no request ever waits for a connection. Requests under
 * way are bounded by the bulkhead whatever their pool; only connections that lie idle can make it more sockets, up to twice
 * the bulkhead, and those of the second pool do so for a second. Dividing the bulkhead between the pools instead would
 * refuse codes while there is room, or the other way round.
 */
final class Connections {

    /** Kept shorter than the providers' own, so that a connection is closed from this side first. */
    private static final int KEEP_ALIVE_SECONDS = 15;

    /** An old connection may be closed from the far side just when a code is sent on it, and then nobody knows what became of it. */
    private static final int FRESH_SECONDS = 1;

    /** The pool looks for what is no longer fresh this often; it does not look when it hands a connection out. */
    private static final int FRESH_CHECK_MILLIS = 100;

    /** Beyond the longest attempt, so that it ends only a body that has stopped coming. */
    private static final int READ_IDLE_MARGIN_SECONDS = 5;

    private static final int PROBE_CONNECTIONS = 64;
    private static final int DRAIN_SECONDS = 15;

    private final Vertx vertx;
    private final RegionSettings settings;
    /** Clients that drain; one that nobody refers to is closed by its cleaner, with what is under way. */
    private final Set<HttpClient> retired = ConcurrentHashMap.newKeySet();

    private final HttpClient probes;
    private volatile Clients clients;

    /**
     * For requests.
     *
     * @param any for what may be sent again
     * @param fresh for what must not: codes, rotating tokens, writes, submissions
     */
    private record Clients(HttpClient any, HttpClient fresh) {}

    Connections(Vertx vertx, RegionSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(PROBE_CONNECTIONS);
        this.probes = vertx.createHttpClient(options(settings), pool);
        this.clients = newClients();
    }

    HttpClient probes() {
        return probes;
    }

    /** The client for a request. */
    HttpClient of(Operation operation, HttpMethod method) {
        return mustBeFresh(operation, method) ? clients.fresh() : clients.any();
    }

    private static boolean mustBeFresh(Operation operation, HttpMethod method) {
        boolean isPageAskedFor =
                operation.plane() == Plane.LOGIN && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
        return operation.replay() == Replay.ONCE && !isPageAskedFor;
    }

    /** Leaves the connections for requests behind: what is under way may end, nothing new is sent on them. */
    void drop() {
        Clients old = clients;
        clients = newClients();
        retire(old.any());
        retire(old.fresh());
    }

    private void retire(HttpClient old) {
        retired.add(old);
        old.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS).onComplete(done -> retired.remove(old));
    }

    Future<Void> close() {
        Clients open = clients;
        return Future.join(open.any().close(), open.fresh().close(), probes.close())
                .mapEmpty();
    }

    private Clients newClients() {
        HttpClient any = vertx.createHttpClient(options(settings), pool());
        // A region's own Keep-Alive header takes the place of the idle limit, but not of the limit on age.
        PoolOptions young = pool().setCleanerPeriod(FRESH_CHECK_MILLIS).setMaxLifetime(FRESH_SECONDS);
        return new Clients(any, vertx.createHttpClient(options(settings).setKeepAliveTimeout(FRESH_SECONDS), young));
    }

    private PoolOptions pool() {
        return new PoolOptions().setHttp1MaxSize(settings.bulkhead());
    }

    static HttpClientOptions options(RegionSettings settings) {
        int connect = Math.toIntExact(settings.connectTimeout().toMillis());
        long readIdle = settings.longestAttempt().plusMillis(999).toSeconds() + READ_IDLE_MARGIN_SECONDS;
        return new HttpClientOptions()
                .setConnectTimeout(connect)
                .setSslHandshakeTimeout(connect)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setReadIdleTimeout(Math.toIntExact(readIdle))
                .setMaxHeaderSize(64 * 1024)
                .setMaxInitialLineLength(16 * 1024);
    }
}
