package io.sallyport.edge;

import io.sallyport.failover.ServingView;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Operation;
import io.sallyport.proxy.Carried;
import io.sallyport.proxy.RoutePlan;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.Serving;
import io.sallyport.token.Policy;
import io.sallyport.token.RefreshTokenForm;
import io.sallyport.token.Revocations;
import io.sallyport.token.TokenMark;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.token.Verdict;
import io.sallyport.upstream.Exchange;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Introspection that asks the serving region first, with the caller's own request. The region's word counts as far as the
 * gateway's own verdict does not contradict it: it can end a token that looks good here, never revive one that is not. Of
 * refresh tokens it is all there is, within the policy, the issuers' parties and what was revoked here.
 */
final class RegionIntrospection {

    private final Operation operation;
    private final String path;
    private final Serving serving;
    private final RoutePlanner planner;
    private final SecondOpinions opinions;
    private final ForwardedHeaders forwarded;
    private final FlowBinder binder;
    private final Collection<TrustedIssuer> issuers;
    private final Revocations revocations;
    private final IntSupplier flows;

    /**
     * Makes it.
     *
     * @param dialect must have an operation {@code introspect}
     * @param issuers those whose tokens are believed
     */
    RegionIntrospection(
            Dialect dialect,
            Serving serving,
            RoutePlanner planner,
            SecondOpinions opinions,
            ForwardedHeaders forwarded,
            FlowBinder binder,
            Collection<TrustedIssuer> issuers,
            Revocations revocations,
            IntSupplier flows) {
        this.path = Objects.requireNonNull(dialect.path("POST", "introspect"), "a dialect without introspection");
        this.operation = Objects.requireNonNull(dialect.route("POST", path)).operation();
        this.serving = serving;
        this.planner = planner;
        this.opinions = opinions;
        this.forwarded = forwarded;
        this.binder = binder;
        this.issuers = issuers;
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
        if (verdict instanceof Verdict.Refused refused && !RefreshTokenForm.fits(token, refused.reason())) {
            return Future.succeededFuture(IntrospectionAnswer.INACTIVE);
        }
        ServingView view = serving.view();
        int flow = flows.getAsInt();
        Belonging belonging =
                binder.of(request, operation, path, body, view, flow).orElse(null);
        if (belonging == null || revocations.revokes(TokenMark.of(seen(belonging, token)))) {
            return Future.succeededFuture(IntrospectionAnswer.INACTIVE);
        }
        if (!(planner.plan(operation, view, flow, belonging.binding()) instanceof RoutePlan.Go go)) {
            return Future.succeededFuture(IntrospectHandler.local(verdict));
        }
        Errand errand = opinions.carry(
                exchange(request, belonging.body()), go, log.client().hashCode());
        request.response().closeHandler(v -> errand.cancel());
        return errand.result().map(carried -> combine(told(carried), verdict, policy));
    }

    /** The token as the region will see it: who has one can send it without its hint. */
    private static String seen(Belonging belonging, String token) {
        Buffer body = belonging.body();
        String plain = body == null ? null : new FormFields(body.toString(StandardCharsets.UTF_8)).value("token");
        return plain == null ? token : plain;
    }

    private Exchange exchange(HttpServerRequest request, @Nullable Buffer body) {
        MultiMap headers = forwarded
                .toRegion(request)
                .remove(HttpHeaders.ACCEPT_ENCODING)
                .set(HttpHeaders.ACCEPT, "application/json");
        return new Exchange(operation, HttpMethod.POST, path, headers, body, null, true);
    }

    private static @Nullable RegionAnswer told(Carried carried) {
        CarriedWriter.abandon(carried);
        return carried instanceof Carried.Delivered delivered ? RegionAnswer.of(delivered.answer()) : null;
    }

    private @Nullable Buffer combine(@Nullable RegionAnswer told, Verdict verdict, Policy policy) {
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
                : !told.isOfAccessToken() && told.isAdmittedBy(policy) && told.isVouchedFor(issuers, revocations);
        return isAgreed ? told.body() : IntrospectionAnswer.INACTIVE;
    }
}
