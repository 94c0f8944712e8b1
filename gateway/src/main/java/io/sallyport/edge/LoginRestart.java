package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.oidc.affinity.BrowserFlow;
import io.sallyport.oidc.affinity.RegionHints;
import io.sallyport.oidc.login.AuthorizationRequest;
import io.sallyport.oidc.login.ReturnAddress;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Route;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.Serving;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is told whose login died with its region before it had a code: it begins anew at a region that lives, with the
 * request that the dead one had accepted; the password is asked for again, and nothing else is noticed. Where that cannot be,
 * the client is told to start again, in the words of RFC 6749 §4.1.2.1.
 */
final class LoginRestart {

    /** Of one login; past it something else is wrong than a region. */
    static final int MOST = 3;

    private static final String INTERRUPTED = "The sign-in was interrupted; start it again.";

    private final PublicUrl publicUrl;
    private final Affinities affinities;
    private final Dialect dialect;
    private final Serving serving;
    private final RoutePlanner planner;
    private final RequestMeters meters;
    private final String issuer;

    /**
     * Makes the rule.
     *
     * @param issuer the one that discovery names
     */
    LoginRestart(
            PublicUrl publicUrl,
            Affinities affinities,
            Dialect dialect,
            Serving serving,
            RoutePlanner planner,
            RequestMeters meters,
            String issuer) {
        this.publicUrl = publicUrl;
        this.affinities = affinities;
        this.dialect = dialect;
        this.serving = serving;
        this.planner = planner;
        this.meters = meters;
        this.issuer = issuer;
    }

    /** Whether a request belongs to a login that dies with its region. */
    static boolean concerns(Belonging belonging) {
        return belonging.begun() != null || belonging.returnAddress() != null;
    }

    /**
     * Answers a request whose region is dead.
     *
     * @param dead the region
     * @return what is to be said instead, where there is nothing to begin anew or nowhere to; null where it is answered
     */
    @Nullable
    Refusal answer(HttpServerRequest request, Operation operation, Belonging belonging, RegionName dead) {
        RegionName other = planner.elsewhere(serving.view(), dead, operation.plane());
        if (other == null) {
            // Nobody could; the login may go on once its region is back.
            return Refusal.UNAVAILABLE;
        }
        BrowserFlow flow = belonging.begun();
        if (flow != null && mayBeginAnew(flow)) {
            beginAnew(request, flow, other, belonging);
            return null;
        }
        ReturnAddress address = flow == null ? belonging.returnAddress() : address(flow);
        if (address == null) {
            return flow == null ? Refusal.REQUEST_LOST : Refusal.FLOW_LOST;
        }
        tellClient(request, flow, address);
        return null;
    }

    /** A pushed request went with its region, and with it what it asked for. */
    private static boolean mayBeginAnew(BrowserFlow flow) {
        String request = flow.request();
        return request != null && flow.restarts() < MOST && !parameters(request).isPushed();
    }

    private static AuthorizationRequest parameters(String request) {
        return new AuthorizationRequest(request.substring(request.indexOf('?') + 1));
    }

    private void beginAnew(HttpServerRequest request, BrowserFlow flow, RegionName other, Belonging belonging) {
        HttpServerResponse response = redirect(request, publicUrl.rootPath() + flow.request());
        BrowserFlow there = affinities.cookies().anew(flow, other);
        Belonging.Step step = belonging.step();
        if (step != null) {
            affinities.cookies().keep(there, step.brought()).forEach(line -> setCookie(response, line));
        }
        meters.loginRestarted();
        response.end();
    }

    /** A region has accepted the request, so its address is one of its client's. */
    private @Nullable ReturnAddress address(BrowserFlow flow) {
        String request = flow.request();
        if (request == null) {
            return null;
        }
        Route route = dialect.route("GET", request.substring(0, request.indexOf('?')));
        boolean isPushed = parameters(request).isPushed();
        return isPushed
                        && route != null
                        && affinities.hints().read(route.operation(), request, null) instanceof RegionHints.Known known
                ? known.returnAddress()
                : parameters(request).returnAddress();
    }

    private void tellClient(HttpServerRequest request, @Nullable BrowserFlow flow, ReturnAddress address) {
        Map<String, String> error = address.error("temporarily_unavailable", INTERRUPTED, issuer);
        HttpServerResponse response =
                address.isPosted() ? request.response().setStatusCode(200) : redirect(request, address.with(error));
        if (flow != null) {
            setCookie(response, affinities.cookies().forget(flow.id()));
        }
        if (address.isPosted()) {
            FormPostPage.write(response, address.redirectUri(), error);
        } else {
            response.end();
        }
    }

    private static HttpServerResponse redirect(HttpServerRequest request, String location) {
        return request.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.LOCATION, location);
    }

    private static void setCookie(HttpServerResponse response, String line) {
        response.headers().add(HttpHeaders.SET_COOKIE, line);
    }
}
