package io.sallyport.upstream;

import io.sallyport.failover.RegionName;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One region as the gateway reaches it: connections for requests and for probes, a breaker for each plane, a bulkhead. */
public final class Region {

    /** Told of each change of a breaker, on the thread that caused it; must not block. */
    @FunctionalInterface
    public interface BreakerListener {
        /** The breaker of a region's plane has a new state. */
        void changed(RegionName region, Plane plane, CircuitBreakerState state);
    }

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
    private final int heldBytes;
    private final Map<Plane, Breaker> breakers = new EnumMap<>(Plane.class);
    private final AtomicInteger inFlight = new AtomicInteger();
    /** Clients that drain; one that nobody refers to is closed by its cleaner, with what is under way. */
    private final Set<HttpClient> retired = ConcurrentHashMap.newKeySet();

    private final HttpClient probes;
    private volatile Clients clients;

    /**
     * For requests.
     *
     * @param any for what may be sent again
     * @param fresh for what must not: codes, rotating tokens, writes
     */
    private record Clients(HttpClient any, HttpClient fresh) {}

    /**
     * Makes a region; connects to nothing yet.
     *
     * @param heldBytes how much of an answer is held for a retry, in bytes
     */
    public Region(Vertx vertx, RegionSettings settings, int heldBytes, BreakerListener listener) {
        this.vertx = vertx;
        this.settings = settings;
        this.heldBytes = heldBytes;
        this.probes = newClient(PROBE_CONNECTIONS);
        this.clients = newClients();
        for (Plane plane : Plane.values()) {
            String name = settings.name() + "/" + plane.tag();
            breakers.put(plane, new Breaker(vertx, name, state -> listener.changed(settings.name(), plane, state)));
        }
    }

    /** The region's name. */
    public RegionName name() {
        return settings.name();
    }

    /** What is configured of it. */
    public RegionSettings settings() {
        return settings;
    }

    /** The breaker of a plane. */
    public Breaker breaker(Plane plane) {
        return Objects.requireNonNull(breakers.get(plane));
    }

    /**
     * Sends a request to this region.
     *
     * @param deadline from now to the complete answer, or to the head of one that is not held
     */
    public Attempt attempt(Exchange exchange, Duration deadline) {
        Attempt attempt = new Attempt(vertx, exchange, heldBytes);
        if (inFlight.incrementAndGet() > settings.bulkhead()) {
            inFlight.decrementAndGet();
            attempt.refuse(FailureKind.BULKHEAD);
            return attempt;
        }
        attempt.released().onComplete(ended -> inFlight.decrementAndGet());
        Plane plane = exchange.operation().plane();
        attempt.start(client(exchange.operation()), options(exchange, settings.endpoint(plane)), deadline.toMillis());
        return attempt;
    }

    /** Sends a probe, on connections of the probes' own and past the bulkhead. */
    public Attempt probe(Exchange exchange, Duration deadline) {
        Attempt attempt = new Attempt(vertx, exchange, heldBytes);
        Endpoint endpoint = settings.endpoint(exchange.operation().plane());
        attempt.outcome().onSuccess(Region::abandonRest);
        attempt.start(probes, options(exchange, endpoint), deadline.toMillis());
        return attempt;
    }

    /** A probe is judged by the beginning of an answer that is too long to hold. */
    private static void abandonRest(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered && answered.rest() != null) {
            answered.rest().abandon();
        }
    }

    /**
     * Leaves the connections behind: what is under way may end, nothing new is sent on them. For a region that was lost and
     * may have left them half dead.
     */
    public void dropConnections() {
        Clients old = clients;
        clients = newClients();
        retire(old.any());
        retire(old.fresh());
    }

    private void retire(HttpClient old) {
        retired.add(old);
        old.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS).onComplete(done -> retired.remove(old));
    }

    /** Closes every connection. */
    public Future<Void> close() {
        Clients open = clients;
        return Future.join(open.any().close(), open.fresh().close(), probes.close())
                .mapEmpty();
    }

    private Clients newClients() {
        HttpClientOptions fresh = clientOptions(settings).setKeepAliveTimeout(FRESH_SECONDS);
        PoolOptions pool =
                new PoolOptions().setHttp1MaxSize(settings.bulkhead()).setCleanerPeriod(FRESH_CHECK_MILLIS);
        return new Clients(newClient(settings.bulkhead()), vertx.createHttpClient(fresh, pool));
    }

    private HttpClient newClient(int connections) {
        return vertx.createHttpClient(clientOptions(settings), new PoolOptions().setHttp1MaxSize(connections));
    }

    static HttpClientOptions clientOptions(RegionSettings settings) {
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

    private HttpClient client(Operation operation) {
        boolean mustBeFresh = operation.replay() == Replay.ONCE
                && (operation.plane() == Plane.TOKEN || operation.plane() == Plane.API);
        return mustBeFresh ? clients.fresh() : clients.any();
    }

    private RequestOptions options(Exchange exchange, Endpoint endpoint) {
        return new RequestOptions()
                .setMethod(exchange.method())
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.tls())
                .setURI(endpoint.basePath().isEmpty() ? exchange.target() : endpoint.basePath() + exchange.target())
                .setHeaders(OriginHeaders.toRegion(exchange.headers(), settings.publicOrigin(), endpoint.origin()));
    }
}
