package io.sallyport.serving.replay;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Surface;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.time.Ticker;
import io.sallyport.token.Revocation;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs users out by Keycloak's admin REST API, with a service account that has the role {@code manage-users} of
 * {@code realm-management} and no other. The paths stand below the root of the region's server. Lives on one event loop.
 */
public final class KeycloakAdministrator implements Administrator {

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakAdministrator.class);

    private static final Operation CALL = new Operation(
            "replay:keycloak",
            OperationClass.ADMIN_WRITE,
            Plane.TOKEN,
            Surface.OAUTH,
            io.sallyport.operation.Replay.ONCE);

    /** Segments that lead to another path, encoded or not (RFC 3986 §6.2.2). */
    private static final Set<String> DOTS = Set.of(".", "..");

    /** A token is asked for anew so long before it ends. */
    private static final long MARGIN_SECONDS = 10;

    /**
     * How it is set up.
     *
     * @param deadline of one call
     */
    public record Settings(String realm, String clientId, String secret, Duration deadline) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Settings[" + clientId + " of " + realm + "]";
        }
    }

    /** One of the service account's, until then. */
    private record Credential(String token, long endNanos) {

        @Override
        public String toString() {
            return "Credential";
        }
    }

    private final Settings settings;
    private final Map<RegionName, Region> regions;
    private final Ticker ticker;
    private final Map<RegionName, Credential> credentials = new HashMap<>();
    private String told = "";

    /** Makes it; asks for nothing yet. */
    public KeycloakAdministrator(Settings settings, Map<RegionName, Region> regions, Ticker ticker) {
        this.settings = settings;
        this.regions = Map.copyOf(regions);
        this.ticker = ticker;
    }

    @Override
    public boolean carries(Revocation revocation) {
        return revocation instanceof Revocation.OfSubject || revocation instanceof Revocation.OfSession;
    }

    @Override
    public Future<Delivery> signOut(RevocationEntry entry, RegionName region) {
        Credential known = credentials.get(region);
        if (known != null && known.endNanos() - ticker.nanos() > 0) {
            return signOut(entry, region, known);
        }
        return attempt(region, HttpMethod.POST, tokenPath(), tokenHeaders(), "grant_type=client_credentials")
                .compose(outcome -> {
                    Credential given = credential(outcome);
                    if (given == null) {
                        tell(region, "token", outcome);
                        boolean isBusy = Deliveries.of(outcome) == Delivery.BUSY;
                        return Future.succeededFuture(isBusy ? Delivery.BUSY : Delivery.FAILED);
                    }
                    credentials.put(region, given);
                    return signOut(entry, region, given);
                });
    }

    /** Once, until another thing goes wrong. */
    private void tell(RegionName region, String call, Outcome outcome) {
        String now = region + " " + call + " " + status(outcome);
        if (!now.equals(told)) {
            told = now;
            LOG.atWarn()
                    .addKeyValue("region", region.value())
                    .addKeyValue("call", call)
                    .addKeyValue("status", status(outcome))
                    .log("Keycloak's admin API failed");
        }
    }

    private static int status(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered ? answered.status() : 0;
    }

    private Future<Delivery> signOut(RevocationEntry entry, RegionName region, Credential by) {
        if (DOTS.contains(id(entry))) {
            return Future.succeededFuture(Delivery.REFUSED);
        }
        boolean isSession = entry.revocation() instanceof Revocation.OfSession;
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set(HttpHeaders.AUTHORIZATION, "Bearer " + by.token());
        return attempt(
                        region,
                        isSession ? HttpMethod.DELETE : HttpMethod.POST,
                        isSession ? sessionPath(entry) : logoutPath(entry),
                        headers,
                        null)
                .map(outcome -> delivery(outcome, region));
    }

    /** Who is not there is not signed in there. A token that is not taken is thrown away; its rights can be set right. */
    private Delivery delivery(Outcome outcome, RegionName region) {
        Delivery delivery = Deliveries.of(outcome);
        if (delivery == Delivery.ACCEPTED || status(outcome) == 404) {
            told = "";
            return Delivery.ACCEPTED;
        }
        tell(region, "logout", outcome);
        if (status(outcome) == 401 || status(outcome) == 403) {
            credentials.remove(region);
            return Delivery.FAILED;
        }
        return delivery;
    }

    private Future<Outcome> attempt(
            RegionName region, HttpMethod method, String path, MultiMap headers, @Nullable String body) {
        Buffer content = body == null ? null : Buffer.buffer(body);
        Exchange exchange = new Exchange(CALL, method, path, headers, content, null, true);
        return Objects.requireNonNull(regions.get(region), "a configured region")
                .attempt(exchange, settings.deadline())
                .outcome();
    }

    private @Nullable Credential credential(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answered) || answered.status() != 200 || answered.rest() != null) {
            return null;
        }
        try {
            JsonObject answer = new JsonObject(answered.body());
            long seconds = answer.getLong("expires_in", 0L) - MARGIN_SECONDS;
            return answer.getValue("access_token") instanceof String token
                    ? new Credential(token, ticker.nanos() + TimeUnit.SECONDS.toNanos(seconds))
                    : null;
        } catch (DecodeException | ClassCastException e) {
            return null;
        }
    }

    private MultiMap tokenHeaders() {
        String both = encoded(settings.clientId()) + ":" + encoded(settings.secret());
        String basic = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return MultiMap.caseInsensitiveMultiMap()
                .set(HttpHeaders.AUTHORIZATION, "Basic " + basic)
                .set(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
    }

    private String tokenPath() {
        return "/realms/" + segment(settings.realm()) + "/protocol/openid-connect/token";
    }

    private String logoutPath(RevocationEntry entry) {
        return "/admin/realms/" + segment(settings.realm()) + "/users/" + segment(id(entry)) + "/logout";
    }

    private String sessionPath(RevocationEntry entry) {
        return "/admin/realms/" + segment(settings.realm()) + "/sessions/" + segment(id(entry));
    }

    private static String id(RevocationEntry entry) {
        return entry.revocation() instanceof Revocation.OfSession session
                ? session.sessionId()
                : ((Revocation.OfSubject) entry.revocation()).subject();
    }

    private static String segment(String text) {
        return encoded(text).replace("+", "%20");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
