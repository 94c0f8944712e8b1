package io.sallyport.edge;

import io.sallyport.keys.TokenValidation;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.time.Ticker;
import io.sallyport.token.Claims;
import io.sallyport.token.Policy;
import io.sallyport.token.Refusal.BearerError;
import io.sallyport.token.Verdict;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;

/**
 * Forward authentication: is the bearer token of this request good? 200 with what it says, 401 or 403 with RFC 6750's
 * challenge, 503 where it could not be judged. The challenge tells no more than the RFC's code: why a token is bad is for
 * the operator's metrics, not for whoever sent it.
 */
final class ValidateHandler {

    private static final CharSequence CHALLENGE = HttpHeaders.createOptimized("www-authenticate");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final String REALM = "Bearer realm=\"sallyport\"";

    private final TokenValidation validation;
    private final Policy defaultPolicy;
    private final Map<String, Policy> policies;
    private final TokenMeters meters;
    private final RefusalWriter refusals;
    private final BugNet net;
    private final Ticker ticker;

    /**
     * Makes the handler.
     *
     * @param policies by name, for {@code /-/validate/p/<name>}
     */
    ValidateHandler(
            TokenValidation validation,
            Policy defaultPolicy,
            Map<String, Policy> policies,
            TokenMeters meters,
            RefusalWriter refusals,
            BugNet net,
            Ticker ticker) {
        this.validation = validation;
        this.defaultPolicy = defaultPolicy;
        this.policies = Map.copyOf(policies);
        this.meters = meters;
        this.refusals = refusals;
        this.net = net;
        this.ticker = ticker;
    }

    /** By the default policy and what the query demands on top of it. */
    void handle(HttpServerRequest request) {
        if (!isAllowed(request.method())) {
            refusals.write(request, Refusal.NOT_FOUND, null);
            return;
        }
        Optional<Policy> policy = Requirement.of(request, defaultPolicy);
        if (policy.isPresent()) {
            judge(request, policy.get());
        } else {
            refuse(request, io.sallyport.token.Refusal.AMBIGUOUS_REQUEST, defaultPolicy);
        }
    }

    /** By a named policy. The method and the query are the guarded request's own (Envoy) and mean nothing here. */
    void handle(HttpServerRequest request, String policyName) {
        Policy policy = policies.get(policyName);
        if (policy == null) {
            refusals.write(request, Refusal.NOT_FOUND, null);
        } else {
            judge(request, policy);
        }
    }

    private void judge(HttpServerRequest request, Policy policy) {
        BearerRequest bearer = BearerRequest.of(request);
        if (bearer instanceof BearerRequest.Unusable unusable) {
            refuse(request, unusable.refusal(), policy);
            return;
        }
        String token = ((BearerRequest.Bearing) bearer).token();
        long begun = ticker.nanos();
        Verdict now = validation.validateNow(token, policy);
        if (now != null) {
            answer(request, now, policy, begun);
            return;
        }
        validation
                .validate(token, policy)
                .onSuccess(later -> net.run(request, null, () -> answer(request, later, policy, begun)))
                .onFailure(bug -> net.caught(request, null, bug));
    }

    private static boolean isAllowed(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST) || method.equals(HttpMethod.HEAD);
    }

    private void answer(HttpServerRequest request, Verdict verdict, Policy policy, long begun) {
        meters.validation(verdict.issuerTag(), verdict.resultTag(), verdict.reasonTag(), ticker.nanos() - begun);
        if (verdict instanceof Verdict.Accepted accepted) {
            accept(request.response(), accepted.claims());
        } else if (verdict instanceof Verdict.Refused refused) {
            refuse(request, refused.reason(), policy);
        } else {
            refusals.write(request, Refusal.UNJUDGED, null);
        }
    }

    private static void accept(HttpServerResponse response, Claims claims) {
        AuthHeaders.put(response.headers(), claims);
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE).end();
    }

    private static void refuse(HttpServerRequest request, io.sallyport.token.Refusal refusal, Policy policy) {
        BearerError error = refusal.error();
        String challenge = error == BearerError.NONE ? REALM : REALM + ", error=\"" + error.code() + '"';
        if (error == BearerError.INSUFFICIENT_SCOPE) {
            challenge += ", scope=\"" + AuthHeaders.visible(String.join(" ", policy.scopes())) + '"';
        }
        request.response()
                .setStatusCode(error.status())
                .putHeader(CHALLENGE, challenge)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        request.response().end();
    }
}
