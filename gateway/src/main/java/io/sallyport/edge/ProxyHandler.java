package io.sallyport.edge;

import io.sallyport.failover.ServingView;
import io.sallyport.oidc.reissue.Hinted;
import io.sallyport.oidc.reissue.IdTokens;
import io.sallyport.operation.Credential;
import io.sallyport.operation.Fields;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Route;
import io.sallyport.operation.Surface;
import io.sallyport.proxy.Carried;
import io.sallyport.proxy.RoutePlan;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.Serving;
import io.sallyport.upstream.Exchange;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Carries one known request to a region: reads the body, classifies, plans, sends, answers. */
final class ProxyHandler {

    private final PublicUrl publicUrl;
    private final Serving serving;
    private final RoutePlanner planner;
    private final SecondOpinions opinions;
    private final ForwardedHeaders forwarded;
    private final FlowBinder binder;
    private final CarriedWriter writer;
    private final RefusalWriter refusals;
    private final BugNet net;
    private final PoolGuard pool;
    private final SignedCalls signed;
    private final AnswerGates gates;
    private final SignIns signIns;
    private final PlainAnswers plainAnswers;
    private final IdTokens idTokens;
    private final IdTokenAnswers answers;
    private final Limits limits;
    private final IntSupplier flows;

    ProxyHandler(
            PublicUrl publicUrl,
            Serving serving,
            RoutePlanner planner,
            SecondOpinions opinions,
            ForwardedHeaders forwarded,
            FlowBinder binder,
            CarriedWriter writer,
            RefusalWriter refusals,
            BugNet net,
            PoolGuard pool,
            SignedCalls signed,
            AnswerGates gates,
            SignIns signIns,
            PlainAnswers plainAnswers,
            IdTokens idTokens,
            Limits limits,
            IntSupplier flows) {
        this.publicUrl = publicUrl;
        this.serving = serving;
        this.planner = planner;
        this.opinions = opinions;
        this.forwarded = forwarded;
        this.binder = binder;
        this.writer = writer;
        this.refusals = refusals;
        this.net = net;
        this.pool = pool;
        this.signed = signed;
        this.gates = gates;
        this.signIns = signIns;
        this.plainAnswers = plainAnswers;
        this.idTokens = idTokens;
        this.answers = new IdTokenAnswers(idTokens);
        this.limits = limits;
        this.flows = flows;
    }

    void handle(HttpServerRequest request, Route route, RequestLog log) {
        Surface surface = route.operation().surface();
        if (route.takesForm() && !FormRequest.isOne(request)) {
            refusals.write(request, Refusal.BAD_REQUEST, surface);
            return;
        }
        if (InboundBody.announcedLength(request) > limits.body()) {
            refusals.write(request, Refusal.BODY_TOO_LARGE, surface);
            return;
        }
        InboundBody.read(request, (int) Math.min(limits.wholeBody(), limits.body()), limits.wholeBodyTime())
                .onSuccess(body -> net.run(request, surface, () -> classify(request, route, body, log)))
                .onFailure(failure -> unread(request, surface, failure, log));
    }

    private void unread(HttpServerRequest request, Surface surface, Throwable failure, RequestLog log) {
        if (failure instanceof InboundBody.TooSlow) {
            refusals.write(request, Refusal.REQUEST_TIMEOUT, surface);
        } else {
            log.abandoned();
        }
    }

    private void classify(HttpServerRequest request, Route route, InboundBody body, RequestLog log) {
        Surface surface = route.operation().surface();
        int read = body.beginning() == null ? 0 : body.beginning().length();
        boolean isLookedAt = route.needsBody()
                || route.takesHints()
                || surface == Surface.API
                || route.operation().revokes() != null
                || signIns.looksAt(route);
        if (read > limits.body() || (isLookedAt && body.rest() != null)) {
            refusals.write(request, Refusal.BODY_TOO_LARGE, surface);
            return;
        }
        Fields fields = isLookedAt ? SentFields.of(request, body.beginning(), surface) : Fields.NONE;
        if (fields == null) {
            refusals.write(request, Refusal.BAD_REQUEST, surface);
            return;
        }
        Optional<Refusal> foreign = surface == Surface.API ? pool.refuse(fields) : Optional.empty();
        if (foreign.isPresent()) {
            refusals.write(request, foreign.get(), surface);
            return;
        }
        Operation operation = route.operation(fields);
        log.operation(operation.name());
        Fields seen = isAskedAbout(operation) ? asTheRegionSees(request, operation, body, fields) : fields;
        gates.find(request, operation, seen, log.client(), serving.view().serving())
                .onSuccess(found -> net.run(request, surface, () -> {
                    if (found instanceof AnswerGate.Open open) {
                        sendOrGiveUp(request, operation, body, open.gate(), log);
                    } else {
                        refusals.write(request, ((AnswerGate.Closed) found).refusal(), surface);
                    }
                }))
                .onFailure(bug -> net.caught(request, surface, bug));
    }

    /** Whether it is looked up what a value of the request stands for. */
    private static boolean isAskedAbout(Operation operation) {
        return operation.credential() != null || operation.hints().takes().containsValue(HintKind.REFRESH_TOKEN);
    }

    private Fields asTheRegionSees(HttpServerRequest request, Operation operation, InboundBody body, Fields sent) {
        String target = Objects.requireNonNull(publicUrl.below(request.uri()));
        Buffer plain = binder.withoutHints(operation, target, body.beginning());
        Fields seen = plain == body.beginning() ? sent : SentFields.of(request, plain, operation.surface());
        return seen == null ? sent : seen;
    }

    /** A bug must not keep what the gate keeps. */
    private void sendOrGiveUp(
            HttpServerRequest request, Operation operation, InboundBody body, AnswerGate gate, RequestLog log) {
        try {
            send(request, operation, body, gate, log);
        } catch (RuntimeException | Error bug) {
            gate.giveUp();
            throw bug;
        }
    }

    private void send(HttpServerRequest request, Operation known, InboundBody body, AnswerGate gate, RequestLog log) {
        Operation operation = signed.asSent(request, known);
        ServingView view = serving.view();
        int flow = flows.getAsInt();
        String target = Objects.requireNonNull(publicUrl.below(request.uri()));
        if (!(idTokens.read(operation, target, body.beginning()) instanceof Hinted.Read seen)) {
            gate.giveUp();
            refusals.write(request, Refusal.BAD_REQUEST, operation.surface());
            return;
        }
        Optional<Belonging> told = binder.of(request, operation, seen.target(), seen.body(), view, flow);
        if (told.isEmpty()) {
            gate.giveUp();
            writer.refuseForged(request, operation);
            return;
        }
        Belonging belonging = told.get().boundBy(seen.binding());
        RoutePlan plan = planner.plan(operation, view, flow, gate.binding(belonging.binding(), view));
        if (!(plan instanceof RoutePlan.Go go)) {
            gate.giveUp();
            writer.refuseWrite(request, operation);
        } else if (gate.admits(go, view)) {
            carry(request, operation, belonging, limited(body), gate, go, log);
        } else {
            gate.giveUp();
            refusals.write(request, Refusal.ATTEMPTS_EXCEEDED, operation.surface());
        }
    }

    private void carry(
            HttpServerRequest request,
            Operation operation,
            Belonging belonging,
            @Nullable LimitedStream rest,
            AnswerGate gate,
            RoutePlan.Go plan,
            RequestLog log) {
        Surface surface = operation.surface();
        Errand errand = opinions.carry(
                exchange(request, operation, belonging, rest),
                plan,
                log.client().hashCode());
        request.response().closeHandler(v -> errand.cancel());
        errand.result()
                .transform(ended -> gate.settle(ended.result(), plan.first().name(), belonging.home())
                        .compose(refusal -> ended.succeeded()
                                ? ready(request, operation, belonging, ended.result(), refusal)
                                : Future.failedFuture(ended.cause())))
                .onSuccess(ready -> net.run(request, surface, () -> {
                    if (rest != null && rest.isExceeded()) {
                        refusals.write(request, Refusal.BODY_TOO_LARGE, surface);
                    } else if (ready.refusal() != null) {
                        log.region(ready.carried().region());
                        refusals.write(request, ready.refusal(), surface);
                    } else {
                        writer.write(request, operation, belonging, ready.carried(), log);
                    }
                }))
                .onFailure(bug -> net.caught(request, surface, bug));
    }

    private Future<IdTokenAnswers.Ready> ready(
            HttpServerRequest request,
            Operation operation,
            Belonging belonging,
            Carried carried,
            Optional<Refusal> refusal) {
        if (refusal.isPresent()) {
            CarriedWriter.abandon(carried);
            return Future.succeededFuture(new IdTokenAnswers.Ready(carried, refusal.get()));
        }
        return answers.ready(request, operation, belonging.body(), carried);
    }

    private @Nullable LimitedStream limited(InboundBody body) {
        int read = body.beginning() == null ? 0 : body.beginning().length();
        return body.rest() == null ? null : new LimitedStream(body.rest(), limits.body() - read);
    }

    private Exchange exchange(
            HttpServerRequest request, Operation operation, Belonging belonging, @Nullable LimitedStream rest) {
        MultiMap headers = forwarded.toRegion(request);
        signed.complete(request, operation, headers);
        plainAnswers.ask(operation, headers);
        long announced = rest == null ? -1 : InboundBody.announcedLength(request);
        if (announced >= 0) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(announced));
        }
        return new Exchange(
                operation, request.method(), belonging.target(), headers, belonging.body(), rest, isHeld(operation));
    }

    /**
     * Answers of machines' calls are held too where they cannot be asked for again: one that is lost in its middle becomes
     * an error that the caller understands. A page is streamed, unless it may hold a code, or says whether a password was wrong.
     */
    private static boolean isHeld(Operation operation) {
        return operation.replay() == Replay.SAFE
                || operation.surface() != Surface.PAGE
                || operation.hints().isBrowserStep()
                || operation.credential() instanceof Credential.Tried;
    }
}
