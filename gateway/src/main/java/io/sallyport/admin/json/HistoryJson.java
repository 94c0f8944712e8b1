package io.sallyport.admin.json;

import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.serving.history.DecisionRecord.DrillOutcome;
import io.sallyport.serving.history.OutageRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decisions and outages as JSON. Every member is always there: a text that does not apply is empty, anything else null. */
public final class HistoryJson {

    private HistoryJson() {}

    /** Decisions, in the order given. */
    public static JsonObject decisions(List<DecisionRecord> decisions) {
        return new JsonObject()
                .put(
                        "decisions",
                        new JsonArray(
                                decisions.stream().map(HistoryJson::decision).toList()));
    }

    /** Outages, in the order given. */
    public static JsonObject outages(List<OutageRecord> outages) {
        return new JsonObject()
                .put(
                        "outages",
                        new JsonArray(outages.stream().map(HistoryJson::outage).toList()));
    }

    private static JsonObject decision(DecisionRecord decision) {
        return new JsonObject()
                .put("at", decision.at().toString())
                .put("kind", decision.kind().name().toLowerCase(Locale.ROOT))
                .put("by", decision.by())
                .put("why", decision.why())
                .put("from", decision.from())
                .put("to", decision.to())
                .put("region", decision.region())
                .put("percent", decision.percent())
                .put("reason", decision.reason())
                .put("evidence", decision.evidence())
                .put("detectionMillis", decision.detectionMillis())
                .put("drill", drill(decision.drill()));
    }

    private static @Nullable JsonObject drill(@Nullable DrillOutcome drill) {
        return drill == null
                ? null
                : new JsonObject()
                        .put("flows", drill.flows())
                        .put("requests", drill.requests())
                        .put("failures", drill.failures())
                        .put("lastedMillis", drill.lastedMillis());
    }

    static JsonObject outage(OutageRecord outage) {
        return new JsonObject()
                .put("began", outage.began().toString())
                .put("detected", outage.detected().toString())
                .put("ended", outage.ended().toString())
                .put("finished", outage.finished())
                .put("lost", new JsonArray(outage.lost()))
                .put("to", outage.to())
                .put("reason", outage.reason())
                .put("evidence", outage.evidence())
                .put("detectionMillis", outage.detectionMillis())
                .put("firstSuccessMillis", outage.firstSuccessMillis())
                .put("failed", outage.failed())
                .put("retried", outage.retried())
                .put("refused", outage.refused())
                .put("restarted", outage.restarted());
    }
}
