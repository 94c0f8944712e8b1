package io.sallyport.edge;

import io.sallyport.keys.TokenValidation;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.operation.Surface;
import io.sallyport.time.Ticker;
import io.sallyport.token.Verdict;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Token introspection (RFC 7662) for services that are known by a secret. A token that is not good is {@code active:false}
 * and nothing else, whatever is wrong with it; one that could not be judged is 503, never {@code active:false}.
 */
final class IntrospectHandler {

    /** Holds the longest token, percent-encoded here and there, and credentials. */
    private static final int LONGEST_BODY = 32 * 1024;

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence CHALLENGE = HttpHeaders.createOptimized("www-authenticate");
    private static final CharSequence BASIC =
            HttpHeaders.createOptimized("Basic realm=\"sallyport\", charset=\"UTF-8\"");
    private static final Buffer INVALID_CLIENT = Buffer.buffer("{\"error\":\"invalid_client\"}");

    private final Map<String, Introspection.Client> clients;
    private final @Nullable RegionIntrospection region;
    private final TokenValidation validation;
    private final TokenMeters meters;
    private final RefusalWriter refusals;
    private final BugNet net;
    private final Limits limits;
    private final Ticker ticker;

    /**
     * Makes the handler.
     *
     * @param region asked first; null to answer from the gateway's own verdict alone
     */
    IntrospectHandler(
            Introspection introspection,
            @Nullable RegionIntrospection region,
            TokenValidation validation,
            TokenMeters meters,
            RefusalWriter refusals,
            BugNet net,
            Limits limits,
            Ticker ticker) {
        this.clients = introspection.byId();
        this.region = region;
        this.validation = validation;
        this.meters = meters;
        this.refusals = refusals;
        this.net = net;
        this.limits = limits;
        this.ticker = ticker;
    }

    void handle(HttpServerRequest request, RequestLog log) {
        if (clients.isEmpty()) {
            refusals.write(request, Refusal.NOT_FOUND, null);
        } else if (!request.method().equals(HttpMethod.POST)) {
            json(request, 405).putHeader(HttpHeaders.ALLOW, "POST").end();
        } else if (!FormRequest.isOne(request) || InboundBody.announcedLength(request) > LONGEST_BODY) {
            refusals.write(request, Refusal.BAD_REQUEST, Surface.OAUTH);
        } else {
            InboundBody.read(request, LONGEST_BODY, limits.wholeBodyTime())
                    .onSuccess(body -> net.run(request, Surface.OAUTH, () -> read(request, body, log)))
                    .onFailure(failure -> unread(request, failure, log));
        }
    }

    private void unread(HttpServerRequest request, Throwable failure, RequestLog log) {
        if (failure instanceof InboundBody.TooSlow) {
            refusals.write(request, Refusal.REQUEST_TIMEOUT, Surface.OAUTH);
        } else {
            log.abandoned();
        }
    }

    private void read(HttpServerRequest request, InboundBody body, RequestLog log) {
        Buffer whole = body.beginning() == null ? Buffer.buffer() : body.beginning();
        Map<String, String> form = body.rest() != null
                ? null
                : StrictForm.parse(whole.toString(StandardCharsets.UTF_8)).orElse(null);
        ClientCredentials credentials =
                form == null ? new ClientCredentials.Ambiguous() : ClientCredentials.of(request.headers(), form);
        if (form == null || credentials instanceof ClientCredentials.Ambiguous) {
            refusals.write(request, Refusal.BAD_REQUEST, Surface.OAUTH);
            return;
        }
        Introspection.Client client = credentials instanceof ClientCredentials.Presented presented
                ? Introspection.authenticate(clients, presented.id(), presented.secret())
                : null;
        if (client == null) {
            json(request, 401).putHeader(CHALLENGE, BASIC).end(INVALID_CLIENT);
            return;
        }
        String token = form.get("token");
        if (token == null) {
            refusals.write(request, Refusal.BAD_REQUEST, Surface.OAUTH);
        } else {
            judge(request, whole, token, client, log);
        }
    }

    private void judge(
            HttpServerRequest request, Buffer body, String token, Introspection.Client client, RequestLog log) {
        long begun = ticker.nanos();
        validation
                .validate(token, client.policy())
                .compose(verdict -> {
                    meters.validation(
                            verdict.issuerTag(), verdict.resultTag(), verdict.reasonTag(), ticker.nanos() - begun);
                    return region == null
                            ? Future.succeededFuture(local(verdict))
                            : region.answer(request, body, token, verdict, client.policy(), log);
                })
                .onSuccess(answer -> net.run(request, Surface.OAUTH, () -> write(request, answer)))
                .onFailure(bug -> net.caught(request, Surface.OAUTH, bug));
    }

    /** The gateway's own answer; null where the token could not be judged. */
    static @Nullable Buffer local(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return IntrospectionAnswer.active(accepted.claims());
        }
        return verdict instanceof Verdict.Refused ? IntrospectionAnswer.INACTIVE : null;
    }

    private void write(HttpServerRequest request, @Nullable Buffer answer) {
        if (request.response().closed()) {
            return;
        }
        if (answer == null) {
            refusals.write(request, Refusal.UNJUDGED, Surface.OAUTH);
        } else {
            json(request, 200).end(answer);
        }
    }

    private static HttpServerResponse json(HttpServerRequest request, int status) {
        return request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
}
