package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.keys.TokenValidation;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.proxy.Binding;
import io.sallyport.proxy.Binding.Tie;
import io.sallyport.proxy.Carried;
import io.sallyport.proxy.Carrier;
import io.sallyport.proxy.RoutePlan;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.Serving;
import io.sallyport.token.Claims;
import io.sallyport.token.Policy;
import io.sallyport.token.Verdict;
import io.sallyport.upstream.Exchange;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Says which replica is asked once more about an access token that the primary refused: it does not know the sessions that began
 * on a replica. Only a token that is good here and not revoked is asked about, and only where its session may have begun there.
 * While no replica is known to have served, nothing is looked at.
 */
final class SecondOpinions {

    private static final Future<RoutePlan.@Nullable Go> NONE = Future.succeededFuture();

    private final Affinities affinities;
    private final Serving serving;
    private final RoutePlanner planner;
    private final Carrier carrier;
    private final TokenValidation validation;
    private final RequestMeters meters;

    SecondOpinions(
            Affinities affinities,
            Serving serving,
            RoutePlanner planner,
            Carrier carrier,
            TokenValidation validation,
            RequestMeters meters) {
        this.affinities = affinities;
        this.serving = serving;
        this.planner = planner;
        this.carrier = carrier;
        this.validation = validation;
        this.meters = meters;
    }

    /**
     * Sends a request, a second time where that is wanted.
     *
     * @param client identifies the caller
     */
    Errand carry(Exchange exchange, RoutePlan.Go plan, int client) {
        return new Errand(this, meters, exchange, mayBeWanted(exchange, plan), carrier.carry(exchange, plan, client));
    }

    /** A replica that was asked first, and failed, is not asked again. */
    private boolean mayBeWanted(Exchange exchange, RoutePlan.Go plan) {
        return exchange.operation().reads() != null
                && plan.first().name().equals(affinities.primary())
                && exchange.isRepeatable()
                && affinities.sharing().sessionsOneWay()
                && !serving.replicaService().isNever();
    }

    /** The way to the replica that is to be asked; null where the answer stands. Fails only by a bug of the gateway. */
    Future<RoutePlan.@Nullable Go> wanted(Exchange exchange, Carried carried) {
        String token = isRefusedByPrimary(exchange, carried) ? ReadTokens.of(exchange) : null;
        return token == null ? NONE : validation.validate(token, Policy.ANY).map(verdict -> way(exchange, verdict));
    }

    private boolean isRefusedByPrimary(Exchange exchange, Carried carried) {
        return carried instanceof Carried.Delivered delivered
                && delivered.region().equals(affinities.primary())
                && delivered.answer().rest() == null
                && ReadTokens.isRefused(exchange.operation(), delivered.answer());
    }

    private RoutePlan.@Nullable Go way(Exchange exchange, Verdict verdict) {
        RegionName region = verdict instanceof Verdict.Accepted good ? issuing(good.claims()) : null;
        ServingView view = serving.view();
        if (region == null
                || region.equals(affinities.primary())
                || !view.usable().contains(region)) {
            return null;
        }
        return planner.plan(exchange.operation(), view, 0, new Binding(region, Tie.ALONE)) instanceof RoutePlan.Go way
                ? way
                : null;
    }

    /** The region of the key, where it is one region's alone; else the one that served when the user signed in. */
    private @Nullable RegionName issuing(Claims claims) {
        if (claims.region() != null) {
            return new RegionName(claims.region());
        }
        return claims.authTime() == null ? null : serving.replicaService().at(claims.authTime());
    }
}
