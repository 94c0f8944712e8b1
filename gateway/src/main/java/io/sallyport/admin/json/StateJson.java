package io.sallyport.admin.json;

import io.sallyport.serving.Snapshot;
import io.sallyport.serving.Snapshot.DrillRow;
import io.sallyport.serving.Snapshot.HoldRow;
import io.sallyport.serving.Snapshot.PlaneRow;
import io.sallyport.serving.Snapshot.RecommendationRow;
import io.sallyport.serving.Snapshot.RegionRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who serves, as JSON. Every member is always there, null where it does not apply. */
public final class StateJson {

    private StateJson() {}

    /** This snapshot. */
    public static JsonObject of(Snapshot state) {
        return new JsonObject()
                .put("state", state.state().tag())
                .put("serving", state.serving().value())
                .put("since", state.since().toString())
                .put("percentToPrimary", state.percentToPrimary())
                .put("writesAllowed", state.writesAllowed())
                .put("mode", state.mode().name().toLowerCase(Locale.ROOT))
                .put("retryAfterSeconds", state.retryAfterSeconds())
                .put("transitionsInLastHour", state.transitionsInLastHour())
                .put("transitionsPerHour", state.transitionsPerHour())
                .put("replaying", state.replaying())
                .put("selfSuspect", state.selfSuspect())
                .put(
                        "regions",
                        new JsonArray(
                                state.regions().stream().map(StateJson::region).toList()))
                .put("hold", state.hold().map(StateJson::hold).orElse(null))
                .put("drill", state.drill().map(StateJson::drill).orElse(null))
                .put(
                        "recommendation",
                        state.recommendation().map(StateJson::recommendation).orElse(null))
                .put("outage", state.outage().map(HistoryJson::outage).orElse(null));
    }

    private static JsonObject region(RegionRow region) {
        return new JsonObject()
                .put("name", region.name().value())
                .put("role", region.isPrimary() ? "primary" : "replica")
                .put("active", region.active())
                .put("usable", region.usable())
                .put("published", region.published())
                .put("failedShare", region.failedShare())
                .put(
                        "planes",
                        new JsonArray(
                                region.planes().stream().map(StateJson::plane).toList()));
    }

    private static JsonObject plane(PlaneRow plane) {
        return new JsonObject()
                .put("plane", plane.plane().tag())
                .put("needed", plane.needed())
                .put("usable", plane.usable())
                .put("suspect", plane.suspect())
                .put("reason", plane.reason())
                .put("breaker", plane.breaker());
    }

    private static JsonObject hold(HoldRow hold) {
        return new JsonObject().put("by", hold.by()).put("why", hold.why()).put("until", time(hold.until()));
    }

    private static JsonObject drill(DrillRow drill) {
        return new JsonObject()
                .put("region", drill.region().value())
                .put("percent", drill.percent())
                .put("maxFailedPercent", drill.maxFailedPercent())
                .put("by", drill.by())
                .put("why", drill.why())
                .put("since", drill.since().toString())
                .put("until", drill.until().toString())
                .put("flows", drill.flows())
                .put("requests", drill.requests())
                .put("failures", drill.failures());
    }

    private static JsonObject recommendation(RecommendationRow recommendation) {
        return new JsonObject()
                .put("to", recommendation.to().tag())
                .put("region", recommendation.region().value())
                .put("reason", recommendation.reason().tag())
                .put("order", recommendation.order())
                .put("until", time(recommendation.until()));
    }

    private static @Nullable String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
