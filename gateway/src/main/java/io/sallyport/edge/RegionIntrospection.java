package io.sallyport.edge;

import io.sallyport.failover.ServingView;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Operation;
import io.sallyport.proxy.Carriage;
import io.sallyport.proxy.Carried;
import io.sallyport.proxy.Carrier;
import io.sallyport.proxy.RoutePlan;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.Serving;
import io.sallyport.token.Policy;
import io.sallyport.token.Refusal;
import io.sallyport.token.Revocations;
import io.sallyport.token.TokenDigest;
import io.sallyport.token.Verdict;
import io.sallyport.upstream.Exchange;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Introspection that asks the serving region first, with the caller's own request. The region's word counts as far as the
 * gateway's own verdict does not contradict it: it can end a token that looks good here, never revive one that is not.
 */
final class RegionIntrospection {

    /** Verdicts on what may be another kind of token, of which the region alone knows: a refresh token. */
    private static final Set<Refusal> PERHAPS_NO_ACCESS_TOKEN =
            Set.of(Refusal.MALFORMED, Refusal.ENCRYPTED, Refusal.TOKEN_TYPE, Refusal.ALGORITHM, Refusal.NO_KEY_ID);

    /** An opening brace and a quote in base64url. */
    private static final String BEGINNING_OF_JWT = "eyJ";

    private final Operation operation;
    private final String path;
    private final Serving serving;
    private final RoutePlanner planner;
    private final Carrier carrier;
    private final ForwardedHeaders forwarded;
    private final FlowBinder binder;
    private final Revocations revocations;
    private final IntSupplier flows;

    /**
     * Makes it.
     *
     * @param dialect must have an operation {@code introspect}
     */
    RegionIntrospection(
            Dialect dialect,
            Serving serving,
            RoutePlanner planner,
            Carrier carrier,
            ForwardedHeaders forwarded,
            FlowBinder binder,
            Revocations revocations,
            IntSupplier flows) {
        this.path = Objects.requireNonNull(dialect.path("POST", "introspect"), "a dialect without introspection");
        this.operation = Objects.requireNonNull(dialect.route("POST", path)).operation();
        this.serving = serving;
        this.planner = planner;
        this.carrier = carrier;
        this.forwarded = forwarded;
        this.binder = binder;
        this.revocations = revocations;
        this.flows = flows;
    }

    /**
     * The answer's body.
     *
     * @param verdict the gateway's own, under the policy
     * @return null where the token could not be judged
     */
    Future<@Nullable Buffer> answer(
            HttpServerRequest request, Buffer body, String token, Verdict verdict, Policy policy, RequestLog log) {
        boolean isOver = verdict instanceof Verdict.Refused refused && !isPerhapsNoAccessToken(token, refused.reason());
        if (isOver || revocations.revokes(TokenDigest.of(token))) {
            return Future.succeededFuture(IntrospectionAnswer.INACTIVE);
        }
        ServingView view = serving.view();
        int flow = flows.getAsInt();
        Belonging belonging =
                binder.of(request, operation, path, body, view, flow).orElse(null);
        if (belonging == null) {
            return Future.succeededFuture(IntrospectionAnswer.INACTIVE);
        }
        if (!(planner.plan(operation, view, flow, belonging.binding()) instanceof RoutePlan.Go go)) {
            return Future.succeededFuture(IntrospectHandler.local(verdict));
        }
        Carriage carriage = carrier.carry(
                exchange(request, belonging.body()), go, log.client().hashCode());
        request.response().closeHandler(v -> carriage.cancel());
        return carriage.result().map(carried -> combine(told(carried), verdict, policy));
    }

    /** A malformed text that begins as a JWT does is an access token spelled so that only a lenient reader takes it. */
    private static boolean isPerhapsNoAccessToken(String token, Refusal reason) {
        boolean isMisspelledJwt = reason == Refusal.MALFORMED && token.strip().startsWith(BEGINNING_OF_JWT);
        return PERHAPS_NO_ACCESS_TOKEN.contains(reason) && !isMisspelledJwt;
    }

    private Exchange exchange(HttpServerRequest request, @Nullable Buffer body) {
        MultiMap headers = forwarded
                .toRegion(request)
                .remove(HttpHeaders.ACCEPT_ENCODING)
                .set(HttpHeaders.ACCEPT, "application/json");
        return new Exchange(operation, HttpMethod.POST, path, headers, body, null, true);
    }

    private static @Nullable RegionAnswer told(Carried carried) {
        if (!(carried instanceof Carried.Delivered delivered)) {
            return null;
        }
        if (delivered.answer().rest() != null) {
            delivered.answer().rest().abandon();
            return null;
        }
        boolean isGood =
                delivered.answer().failure() == null && delivered.answer().status() == 200;
        return isGood ? RegionAnswer.parse(delivered.answer().body()) : null;
    }

    private static @Nullable Buffer combine(@Nullable RegionAnswer told, Verdict verdict, Policy policy) {
        if (told == null) {
            return IntrospectHandler.local(verdict);
        }
        if (!told.isActive()) {
            return IntrospectionAnswer.INACTIVE;
        }
        if (verdict instanceof Verdict.Undecided) {
            // Whether the policy admits it, and whether it is revoked, is a question to verified claims.
            return null;
        }
        boolean isAgreed = verdict instanceof Verdict.Accepted accepted
                ? told.agreesWith(accepted.claims())
                : !told.isOfAccessToken() && told.isAdmittedBy(policy);
        return isAgreed ? told.body() : IntrospectionAnswer.INACTIVE;
    }
}
