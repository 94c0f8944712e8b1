package io.sallyport.upstream;

import io.sallyport.failover.RegionName;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** One region as the gateway reaches it: connections for requests and for probes, a breaker for each plane, a bulkhead. */
public final class Region {

    /** Told of each change of a breaker, on the thread that caused it; must not block. */
    @FunctionalInterface
    public interface BreakerListener {
        /** The breaker of a region's plane has a new state. */
        void changed(RegionName region, Plane plane, CircuitBreakerState state);
    }

    private final Vertx vertx;
    private final RegionSettings settings;
    private final int heldBytes;
    private final Map<Plane, Breaker> breakers = new EnumMap<>(Plane.class);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Connections connections;
    private final Waiting waiting;

    /**
     * Makes a region; connects to nothing yet.
     *
     * @param heldBytes how much of an answer is held for a retry, in bytes
     */
    public Region(Vertx vertx, RegionSettings settings, int heldBytes, BreakerListener listener) {
        this.vertx = vertx;
        this.settings = settings;
        this.heldBytes = heldBytes;
        this.connections = new Connections(vertx, settings);
        this.waiting = new Waiting(vertx);
        for (Plane plane : Plane.values()) {
            String name = settings.name() + "/" + plane.tag();
            breakers.put(plane, new Breaker(vertx, name, state -> {
                listener.changed(settings.name(), plane, state);
                if (state == CircuitBreakerState.OPEN) {
                    waiting.tell(plane);
                }
            }));
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

    /** Like the other; nobody wants to hear that it takes long. */
    public Attempt attempt(Exchange exchange, Duration deadline) {
        return attempt(exchange, deadline, Overdue.UNHEARD);
    }

    /**
     * Sends a request to this region.
     *
     * @param deadline from now to the complete answer, or to the head of one that is not held
     */
    public Attempt attempt(Exchange exchange, Duration deadline, Overdue overdue) {
        Attempt attempt = new Attempt(vertx, exchange, heldBytes, settings.isReplica());
        if (inFlight.incrementAndGet() > settings.bulkhead()) {
            inFlight.decrementAndGet();
            attempt.refuse(FailureKind.BULKHEAD);
            return attempt;
        }
        attempt.released().onComplete(ended -> inFlight.decrementAndGet());
        start(attempt, connections.of(exchange.operation(), exchange.method()), exchange, deadline, overdue);
        return attempt;
    }

    /**
     * Like the other, for a request that might go elsewhere.
     *
     * @param regionLost run on this event loop each time that the plane is found lost while the attempt waits, and perhaps
     *     once when it has just ended
     * @param mindsOpenBreaker whether a breaker that is open already is such a loss too; else only what comes later
     */
    public Attempt attempt(
            Exchange exchange, Duration deadline, Overdue overdue, Runnable regionLost, boolean mindsOpenBreaker) {
        Attempt attempt = attempt(exchange, deadline, overdue);
        Plane plane = exchange.operation().plane();
        waiting.add(attempt, mindsOpenBreaker ? breaker(plane) : null, plane, regionLost);
        return attempt;
    }

    /** Whether the bulkhead would let a request through now. */
    public boolean hasRoom() {
        return inFlight.get() < settings.bulkhead();
    }

    /** Requests that hold a place in the bulkhead. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Attempts that wait to be told of a loss. */
    public int waiting() {
        return waiting.size();
    }

    /** Sends a probe, on connections of the probes' own and past the bulkhead. */
    public Attempt probe(Exchange exchange, Duration deadline) {
        Attempt attempt = new Attempt(vertx, exchange, heldBytes, settings.isReplica());
        attempt.outcome().onSuccess(Region::abandonRest);
        start(attempt, connections.probes(), exchange, deadline, Overdue.UNHEARD);
        return attempt;
    }

    /** A probe is judged by the beginning of an answer that is too long to hold. */
    private static void abandonRest(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered && answered.rest() != null) {
            answered.rest().abandon();
        }
    }

    /**
     * Leaves the connections behind: what is under way may end, nothing new is sent on them, and what might go elsewhere is
     * told of it. For a region that was lost and may have left them half dead.
     */
    public void dropConnections() {
        connections.drop();
        waiting.tellAll();
    }

    /** Closes every connection. */
    public Future<Void> close() {
        return connections.close();
    }

    private void start(Attempt attempt, HttpClient client, Exchange exchange, Duration deadline, Overdue overdue) {
        Endpoint endpoint = settings.endpoint(exchange.operation().plane());
        attempt.start(client, options(exchange, endpoint), settings.connectTimeout(), deadline, overdue);
    }

    private RequestOptions options(Exchange exchange, Endpoint endpoint) {
        return new RequestOptions()
                .setMethod(exchange.method())
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.tls())
                .setURI(endpoint.basePath().isEmpty() ? exchange.target() : endpoint.basePath() + exchange.target())
                .setHeaders(OriginHeaders.toRegion(
                        RegionCookies.toRegion(exchange.headers(), name()),
                        settings.publicOrigin(),
                        endpoint.origin()));
    }
}
