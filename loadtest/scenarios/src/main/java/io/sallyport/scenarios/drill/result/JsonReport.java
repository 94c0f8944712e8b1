package io.sallyport.scenarios.drill.result;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same for programs. */
public final class JsonReport {

    private JsonReport() {}

    /** The whole file. */
    public static JsonObject of(Setting setting, List<String> conditions, List<Result> results) {
        JsonArray drills = new JsonArray();
        results.forEach(result -> drills.add(drill(result)));
        return new JsonObject()
                .put(
                        "environment",
                        new JsonObject()
                                .put("date", setting.date().toString())
                                .put("jdk", setting.jdk())
                                .put("system", setting.system())
                                .put("cores", setting.cores())
                                .put("conditions", new JsonArray(conditions)))
                .put(
                        "route53",
                        new JsonObject()
                                .put("checks", Route53.CHECKS)
                                .put("intervalSeconds", Route53.INTERVAL_SECONDS)
                                .put("ttlSeconds", Route53.TTL_SECONDS)
                                .put("seconds", Route53.seconds()))
                .put("drills", drills);
    }

    private static JsonObject drill(Result result) {
        JsonArray verdicts = new JsonArray();
        result.verdicts()
                .forEach(verdict -> verdicts.add(new JsonObject()
                        .put("target", verdict.target())
                        .put("measured", verdict.measured())
                        .put("reached", verdict.isReached())));
        return figures(result.figures())
                .put("drill", result.drill())
                .put("requestsPerSecond", result.requestsPerSecond())
                .put("valid", result.isValid())
                .put("objections", new JsonArray(result.objections()))
                .put("verdicts", verdicts);
    }

    private static JsonObject figures(Figures it) {
        JsonObject json = new JsonObject()
                .put("hitTheServingRegion", it.isSound())
                .put("beforeFault", tally(it.steadyFailures()))
                .put("replaySafe", tally(it.replaySafe()))
                .put("others", tally(it.others()))
                .put("logins", logins(it.logins()))
                .put("movedMillis", latency(it.moved()))
                .put("detectionSecondsByGateway", it.detectionSeconds())
                .put("failback", tally(it.failback()).put("complete", it.isBack()))
                .put("replaySafeSinceLeft", tally(it.sinceSwitch()))
                .put("throttled", it.throttled())
                .put("begun", it.coverage().begun())
                .put("planned", it.coverage().planned())
                .put("longestGapSeconds", it.coverage().longestGapSeconds())
                .put("sessionsFromBefore", rollCall(it.before()))
                .put("sessionsBornOnReplica", rollCall(it.replicaBorn()))
                .put("latencyMillis", phases(it.phases()))
                .put("generatorLatenessMillis", latency(it.lateness()));
        it.switchedSeconds().ifPresent(seconds -> json.put("leftAfterSeconds", seconds));
        it.firstSuccess()
                .ifPresent(first -> json.put(
                        "firstSuccessOnOtherRegion",
                        new JsonObject()
                                .put("millis", first.millis())
                                .put("sinceFaultMillis", first.sinceFaultMillis())));
        return json;
    }

    private static JsonObject tally(Tally tally) {
        return new JsonObject()
                .put("failed", tally.failed())
                .put("of", tally.of())
                .put("why", counts(tally.why()));
    }

    private static JsonObject logins(Logins logins) {
        return new JsonObject()
                .put("of", logins.of())
                .put("restarted", logins.restarted())
                .put("cutAfterRepair", logins.cut())
                .put("lost", logins.lost())
                .put("why", counts(logins.why()));
    }

    private static JsonObject counts(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }

    private static JsonObject rollCall(RollCall call) {
        return new JsonObject().put("alive", call.alive()).put("of", call.of());
    }

    private static JsonObject phases(Map<Phase, Latency> phases) {
        JsonObject json = new JsonObject();
        phases.forEach((phase, latency) -> json.put(phase.name().toLowerCase(Locale.ROOT), latency(latency)));
        return json;
    }

    private static JsonObject latency(Latency latency) {
        return new JsonObject()
                .put("count", latency.count())
                .put("p50", latency.p50())
                .put("p99", latency.p99())
                .put("max", latency.max());
    }
}
