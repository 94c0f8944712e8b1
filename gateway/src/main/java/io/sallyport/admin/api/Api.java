package io.sallyport.admin.api;

import io.sallyport.admin.json.HistoryJson;
import io.sallyport.admin.json.RevocationsJson;
import io.sallyport.admin.json.StateJson;
import io.sallyport.failover.Input;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.serving.OrderResult;
import io.sallyport.serving.Snapshot;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.serving.history.History;
import io.sallyport.serving.history.OutageRecord;
import io.sallyport.serving.revocation.RevocationJournal;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Everything below {@code /api/v1}. Reading is as open as the listener; every change needs the token. */
public final class Api implements Handler<RoutingContext> {

    /**
     * What it asks and orders.
     *
     * @param state who serves, as of now; from any thread
     * @param decisions the last ones, the newest first; from any thread
     * @param outages the last ones that are over, the newest first; from any thread
     * @param orders carries an order out
     * @param deniedKeys keys that verify nothing
     * @param revocations tokens that are good no more
     * @param issuers whose keys and tokens there are
     * @param clock wall time
     */
    public record Services(
            Supplier<Snapshot> state,
            Supplier<List<DecisionRecord>> decisions,
            Supplier<List<OutageRecord>> outages,
            Function<Input.Order, Future<OrderResult>> orders,
            DeniedKeys deniedKeys,
            RevocationJournal revocations,
            Set<String> issuers,
            InstantSource clock) {

        /** Copies the issuers. */
        public Services {
            issuers = Set.copyOf(issuers);
        }
    }

    private static final String ROOT = "/api/v1/";
    private static final int USUAL_LIMIT = 50;
    private static final int MOST_REVOCATIONS = 1_000;

    private final Vertx vertx;
    private final Gate gate;
    private final Duration bodyWithin;
    private final Map<String, Map<HttpMethod, Handler<RoutingContext>>> paths = new HashMap<>();

    /**
     * Makes it.
     *
     * @param bodyWithin time in which a body must have come
     */
    public Api(Vertx vertx, BearerToken token, Services services, Duration bodyWithin) {
        this.vertx = vertx;
        this.gate = new Gate(token);
        this.bodyWithin = bodyWithin;
        reads(services);
        orders(new Orders(services.orders()));
        tokens(services);
    }

    private void reads(Services services) {
        get(
                "state",
                call -> withoutQuery(call, () -> StateJson.of(services.state().get())));
        get(
                "decisions",
                limited(
                        History.DECISIONS,
                        limit -> HistoryJson.decisions(
                                services.decisions().get().stream().limit(limit).toList())));
        get(
                "outages",
                limited(
                        History.OUTAGES,
                        limit -> HistoryJson.outages(
                                services.outages().get().stream().limit(limit).toList())));
    }

    private void orders(Orders orders) {
        change(HttpMethod.POST, "hold", orders.of(Orders::hold));
        change(HttpMethod.POST, "release", orders.of(Orders::release));
        change(HttpMethod.POST, "failover", orders.of(Orders::failover));
        change(HttpMethod.POST, "failback", orders.of(Orders::failback));
        change(HttpMethod.POST, "drill", orders.of(Orders::drill));
        change(HttpMethod.DELETE, "drill", orders.of(Orders::endDrill));
    }

    private void tokens(Services services) {
        Issuers issuers = new Issuers(services.issuers());
        KeyDenials denials = new KeyDenials(services.deniedKeys(), issuers);
        get("denied-keys", call -> withoutQuery(call, denials::list));
        change(HttpMethod.POST, "denied-keys", denials::deny);
        change(HttpMethod.DELETE, "denied-keys", denials::allow);
        TokenRevocations revocations = new TokenRevocations(services.revocations(), issuers, services.clock());
        get(
                "revocations",
                limited(
                        MOST_REVOCATIONS,
                        limit -> RevocationsJson.of(services.revocations().overview(limit))));
        change(HttpMethod.POST, "revocations", revocations::revoke);
        change(HttpMethod.POST, "revocations/acknowledge", revocations::acknowledge);
    }

    private void get(String name, Handler<RoutingContext> handler) {
        on(HttpMethod.GET, name, handler);
    }

    private void change(HttpMethod method, String name, Change change) {
        on(method, name, new ChangeHandler(vertx, gate, bodyWithin, change));
    }

    private void on(HttpMethod method, String name, Handler<RoutingContext> handler) {
        paths.computeIfAbsent(ROOT + name, path -> new HashMap<>()).put(method, handler);
    }

    /** By the exact, undecoded path. */
    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        Map<HttpMethod, Handler<RoutingContext>> methods = paths.get(request.path());
        Optional<Problem> foreign = Gate.foreignOrigin(request);
        if (methods == null) {
            refuse(call, Problem.notFound());
        } else if (!methods.containsKey(request.method())) {
            refuse(call, wrongMethod(methods.keySet()));
        } else if (foreign.isPresent()) {
            refuse(call, foreign.get());
        } else {
            methods.get(request.method()).handle(call);
        }
    }

    private static Problem wrongMethod(Set<HttpMethod> methods) {
        String allowed = methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        return new Problem(405, "wrong_method", "this takes " + allowed, Map.of("Allow", allowed));
    }

    private void refuse(RoutingContext call, Problem problem) {
        SmallBody.leave(vertx, call.request(), problem);
    }

    private void withoutQuery(RoutingContext call, Supplier<JsonObject> content) {
        if (call.request().query() == null) {
            render(call, content);
        } else {
            refuse(call, Problem.malformed("this takes no parameters"));
        }
    }

    private Handler<RoutingContext> limited(int most, IntFunction<JsonObject> content) {
        Limit limit = new Limit(USUAL_LIMIT, most);
        return call -> {
            try {
                int wanted = limit.of(call.request().query());
                render(call, () -> content.apply(wanted));
            } catch (Refused e) {
                refuse(call, e.problem());
            }
        };
    }

    /** Hundreds of records are too much for an event loop. */
    private void render(RoutingContext call, Supplier<JsonObject> content) {
        vertx.executeBlocking(() -> Answer.Done.of(content.get()), false)
                .onSuccess(done -> done.send(call.response()))
                .onFailure(call::fail);
    }
}
