package io.sallyport.edge.front;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.oidc.Document;
import io.sallyport.operation.Capability;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.time.Ticker;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people can do now, as front ends ask it before they offer a button. Says what anybody could find out by trying, and of
 * regions nothing unless it is told to. Thread-safe; what has not changed is not made anew.
 */
public final class Capabilities {

    /**
     * What is said beyond the mode.
     *
     * @param region whether the region that serves is named
     * @param since whether it is said since when
     */
    public record Settings(boolean region, boolean since) {}

    /** All that an answer depends on. */
    private record Situation(
            Mode mode, boolean writes, @Nullable RegionName region) {}

    private record Told(Situation situation, Document document) {}

    private final Settings settings;
    private final List<Capability> missingOnReplica;
    private final Supplier<ServingView> view;
    private final Supplier<List<DecisionRecord>> decisions;
    private final Ticker ticker;
    private final InstantSource wall;
    private volatile @Nullable Told told;

    /**
     * Makes it.
     *
     * @param missingOnReplica what nobody can do while a replica serves
     * @param decisions the last ones, the newest first
     */
    public Capabilities(
            Settings settings,
            List<Capability> missingOnReplica,
            Supplier<ServingView> view,
            Supplier<List<DecisionRecord>> decisions,
            Ticker ticker,
            InstantSource wall) {
        this.settings = settings;
        this.missingOnReplica = List.copyOf(missingOnReplica);
        this.view = view;
        this.decisions = decisions;
        this.ticker = ticker;
        this.wall = wall;
    }

    /** What holds now; the same object until that changes. */
    public Document now() {
        ServingView seen = view.get();
        Situation now = situation(seen);
        Told last = told;
        return last != null && last.situation().equals(now) ? last.document() : tell(seen, now);
    }

    /** What nobody can do in that mode, in a fixed order. */
    List<Capability> missing(Mode mode, boolean writes) {
        if (mode == Mode.BLACKOUT) {
            return Stream.concat(Stream.of(Capability.SIGN_IN), missingOnReplica.stream())
                    .toList();
        }
        return writes ? List.of() : missingOnReplica;
    }

    private Situation situation(ServingView seen) {
        Mode mode = Mode.of(seen);
        boolean isNamed = settings.region() && mode != Mode.BLACKOUT;
        return new Situation(mode, seen.writesAllowed(), isNamed ? seen.serving() : null);
    }

    private synchronized Document tell(ServingView seen, Situation now) {
        Told last = told;
        if (last != null && last.situation().equals(now)) {
            return last.document();
        }
        Document document = Document.of(json(seen, now).toBuffer());
        told = new Told(now, document);
        return document;
    }

    private JsonObject json(ServingView seen, Situation now) {
        JsonArray unavailable = new JsonArray();
        missing(now.mode(), now.writes()).forEach(capability -> unavailable.add(capability.tag()));
        JsonObject json = new JsonObject()
                .put("mode", now.mode().tag())
                .put("writes", now.writes())
                .put("unavailable", unavailable);
        if (now.region() != null) {
            json.put("region", now.region().value());
        }
        return settings.since() ? json.put("since", since(seen, now.mode()).toString()) : json;
    }

    /** Since when this mode: the record tells it over the steps of a failback and over a restart. */
    private Instant since(ServingView seen, Mode mode) {
        Instant began = wall.instant().minusNanos(ticker.nanos() - seen.sinceNanos());
        for (DecisionRecord decision : decisions.get()) {
            if (decision.kind() == DecisionRecord.Kind.TRANSITION) {
                if (!mode.isOf(decision.to())) {
                    break;
                }
                began = decision.at();
                if (!mode.isOf(decision.from())) {
                    break;
                }
            }
        }
        return began.truncatedTo(ChronoUnit.SECONDS);
    }
}
