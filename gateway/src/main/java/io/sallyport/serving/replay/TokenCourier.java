package io.sallyport.serving.replay;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Revokes;
import io.sallyport.operation.Surface;
import io.sallyport.serving.revocation.Means;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks a region for the same as the client asked the other: with its token, and without any credential. */
final class TokenCourier {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String AMZ_JSON = "application/x-amz-json-1.1";

    private final Dialect dialect;
    private final Map<RegionName, Region> regions;
    private final Duration deadline;

    TokenCourier(Dialect dialect, Map<RegionName, Region> regions, Duration deadline) {
        this.dialect = dialect;
        this.regions = Map.copyOf(regions);
        this.deadline = deadline;
    }

    /** Never fails. */
    Future<Delivery> carry(String operation, Means means, RegionName to) {
        Optional<Operation> known = dialect.operations().stream()
                .filter(each -> each.name().equals(operation) && each.revokes() != null)
                .findFirst();
        if (known.isEmpty()) {
            // Of a table that another version had.
            return Future.succeededFuture(Delivery.REFUSED);
        }
        Region region = Objects.requireNonNull(regions.get(to), "a configured region");
        return region.attempt(exchange(known.get(), means), deadline).outcome().map(TokenCourier::delivery);
    }

    private Exchange exchange(Operation operation, Means means) {
        Revokes revokes = Objects.requireNonNull(operation.revokes());
        return operation.surface() == Surface.API
                ? call(operation, revokes.by(), means)
                : form(operation, revokes.by(), means);
    }

    private Exchange call(Operation operation, String by, Means means) {
        JsonObject body = new JsonObject().put(by, means.token());
        if (means.clientId() != null) {
            body.put("ClientId", means.clientId());
        }
        String target = Objects.requireNonNull(dialect.target(operation.name()), "a call has a target");
        MultiMap headers = headers(AMZ_JSON).set("X-Amz-Target", target);
        return new Exchange(operation, HttpMethod.POST, "/", headers, body.toBuffer(), null, true);
    }

    private Exchange form(Operation operation, String by, Means means) {
        String client = means.clientId() == null ? "" : "&client_id=" + encoded(means.clientId());
        String path = Objects.requireNonNull(dialect.path("POST", operation.name()), "an endpoint has a path");
        Buffer body = Buffer.buffer(by + "=" + encoded(means.token()) + client);
        return new Exchange(operation, HttpMethod.POST, path, headers(FORM), body, null, true);
    }

    private static MultiMap headers(String contentType) {
        return MultiMap.caseInsensitiveMultiMap()
                .set(HttpHeaders.CONTENT_TYPE, contentType)
                .set(HttpHeaders.ACCEPT, "application/json");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A region that was told and whose answer was lost refuses the token the next time, and says why. */
    private static Delivery delivery(Outcome outcome) {
        Delivery delivery = Deliveries.of(outcome);
        boolean isRevoked = delivery == Delivery.REFUSED
                && outcome instanceof Outcome.Answered answered
                && answered.body().toString(StandardCharsets.UTF_8).contains("has been revoked");
        return isRevoked ? Delivery.ACCEPTED : delivery;
    }
}
