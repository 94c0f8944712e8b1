package io.sallyport.oidc;

import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The discovery document of a region, as it sends it. */
final class RegionDocument {

    private static final Logger LOG = LoggerFactory.getLogger(RegionDocument.class);

    private static final Operation DISCOVERY =
            new Operation("discovery", OperationClass.READ, Plane.KEYS, Surface.OAUTH, Replay.SAFE);
    private static final String PATH = "/.well-known/openid-configuration";
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private RegionDocument() {}

    /** Asks for it, 2 s at most; empty where the region gives none that can be read. Never fails. */
    static Future<Optional<JsonObject>> fetch(Region region) {
        Exchange get =
                new Exchange(DISCOVERY, HttpMethod.GET, PATH, MultiMap.caseInsensitiveMultiMap(), null, null, true);
        return region.attempt(get, DEADLINE).outcome().map(outcome -> read(region, outcome));
    }

    private static Optional<JsonObject> read(Region region, Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answer)) {
            return Optional.empty();
        }
        if (answer.rest() != null) {
            answer.rest().abandon();
            refuse(region, "it is too long");
            return Optional.empty();
        }
        try {
            return answer.status() == 200 ? Optional.of(answer.body().toJsonObject()) : Optional.empty();
        } catch (RuntimeException e) {
            // Whatever a region sends.
            refuse(region, "it is not a JSON object");
            return Optional.empty();
        }
    }

    /** Says why it is not taken; false, for who judges. */
    static boolean refuse(Region region, String why) {
        LOG.atWarn()
                .addKeyValue("region", region.name().value())
                .addKeyValue("why", why)
                .log("discovery document refused");
        return false;
    }
}
