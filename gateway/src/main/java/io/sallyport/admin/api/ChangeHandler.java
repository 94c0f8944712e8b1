package io.sallyport.admin.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request that changes something: the gate, the body, the change, the answer, and a line in the log for each. */
final class ChangeHandler implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger("io.sallyport.admin");

    private final Vertx vertx;
    private final Gate gate;
    private final Duration bodyWithin;
    private final Change change;

    ChangeHandler(Vertx vertx, Gate gate, Duration bodyWithin, Change change) {
        this.vertx = vertx;
        this.gate = gate;
        this.bodyWithin = bodyWithin;
        this.change = change;
    }

    /**
     * What became of a request.
     *
     * @param by who says to have sent it; empty where nobody knows
     */
    private record Outcome(String by, Answer answer) {

        static Outcome of(Throwable failure) {
            if (failure instanceof Refused refused) {
                return new Outcome("", refused.problem());
            }
            LOG.atError().setCause(failure).log("a change failed");
            return new Outcome("", Problem.bug());
        }
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        Optional<Problem> refusal = gate.refusalOfChange(request);
        if (refusal.isPresent()) {
            settle(request, new Outcome("", refusal.get()));
            return;
        }
        // What is ordered ends on the controller's event loop, the answer belongs to this one.
        Context own = vertx.getOrCreateContext();
        SmallBody.read(vertx, request, bodyWithin)
                .compose(this::made)
                .otherwise(Outcome::of)
                .onSuccess(outcome -> own.runOnContext(v -> settle(request, outcome)));
    }

    private Future<Outcome> made(Buffer content) {
        Members body = Members.parse(content);
        Signature signed = Signature.of(body);
        Supplier<Future<Answer>> prepared = change.prepare(body, signed);
        body.end();
        return prepared.get().map(answer -> new Outcome(signed.by(), answer));
    }

    /** Every attempt is logged with where it came from: who, is only what the caller says. */
    private void settle(HttpServerRequest request, Outcome outcome) {
        Answer answer = outcome.answer();
        (answer.status() == 200 ? LOG.atInfo() : LOG.atWarn())
                .addKeyValue("change", request.method() + " " + request.path())
                .addKeyValue("by", outcome.by())
                .addKeyValue("status", answer.status())
                .addKeyValue("kind", answer.kind())
                .addKeyValue("client", String.valueOf(request.remoteAddress().hostAddress()))
                .log("change");
        SmallBody.leave(vertx, request, answer);
    }
}
