package io.sallyport.serving;

import io.sallyport.failover.ServingView;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.Region;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few connections open to each usable region that does not serve, among those that requests are sent on: a request
 * that has to leave its region then pays neither for a connection nor for a TLS handshake. What serves is kept warm by its
 * own requests; an inactive or lost region is left alone.
 *
 * <p>The dialect's own probes are sent for it, since they cost nothing at the provider. Their outcomes are no evidence: the
 * region is judged by its probes proper. They take places in the bulkhead, and do without where it is full.
 */
public final class Warmth {

    /**
     * How it is set up.
     *
     * @param every between two rounds; shorter than any usual keep-alive, of which five seconds are the shortest
     * @param deadline of one request
     * @param clientId a client of the provider, named by the requests
     */
    public record Settings(Duration every, Duration deadline, String clientId) {}

    /** Of each endpoint: what is asked at the same moment needs as many connections. */
    static final int CONNECTIONS = 2;

    private static final Set<Plane> PLANES = Set.of(Plane.TOKEN, Plane.API);

    private final Vertx vertx;
    private final Settings settings;
    private final Supplier<ServingView> view;
    private final Collection<Region> regions;
    private final List<ProbeSpec> probes;
    private volatile @Nullable Context context;
    private boolean isClosed;
    private long timer = -1;

    /**
     * Makes it; {@link #start} begins.
     *
     * @param regions every region of the view
     * @param probes the dialect's probes
     */
    public Warmth(
            Vertx vertx,
            Settings settings,
            Supplier<ServingView> view,
            Collection<Region> regions,
            List<ProbeSpec> probes) {
        this.vertx = vertx;
        this.settings = settings;
        this.view = view;
        this.regions = List.copyOf(regions);
        this.probes =
                probes.stream().filter(probe -> PLANES.contains(probe.plane())).toList();
    }

    /** Begins, on an event loop of its own. */
    public void start() {
        Context own = vertx.getOrCreateContext();
        context = own;
        own.runOnContext(v -> begin());
    }

    private void begin() {
        if (!isClosed) {
            timer = vertx.setPeriodic(settings.every().toMillis(), t -> round());
            round();
        }
    }

    /** Ends it; what is under way comes to its own end. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        Context own = context;
        if (own == null) {
            closed.complete();
        } else {
            own.runOnContext(v -> {
                isClosed = true;
                vertx.cancelTimer(timer);
                closed.complete();
            });
        }
        return closed.future();
    }

    private void round() {
        ServingView now = view.get();
        for (Region region : regions) {
            boolean isSpare =
                    now.usable().contains(region.name()) && !region.name().equals(now.serving());
            if (isSpare) {
                warm(region);
            }
        }
    }

    private void warm(Region region) {
        Set<Endpoint> warmed = new HashSet<>();
        for (ProbeSpec probe : probes) {
            if (warmed.add(region.settings().endpoint(probe.plane()))) {
                for (int i = 0; i < CONNECTIONS; i++) {
                    ask(region, probe);
                }
            }
        }
    }

    private void ask(Region region, ProbeSpec probe) {
        region.attempt(Prober.exchange(probe, settings.clientId()), settings.deadline())
                .outcome()
                .onSuccess(Warmth::abandonRest);
    }

    /** Nobody reads an answer that is too long to hold. */
    private static void abandonRest(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered && answered.rest() != null) {
            Objects.requireNonNull(answered.rest()).abandon();
        }
    }
}
