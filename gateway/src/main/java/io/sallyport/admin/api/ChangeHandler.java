package io.sallyport.admin.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

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
     * @param signed who says to have sent it, and why; null where nothing said so
     * @param subject what it is about, as far as it was read
     */
    private record Outcome(@Nullable Signature signed, Map<String, String> subject, Answer answer) {

        static Outcome unsigned(Answer answer) {
            return new Outcome(null, Map.of(), answer);
        }
    }

    private static Answer failed(Throwable failure) {
        if (failure instanceof Refused refused) {
            return refused.problem();
        }
        LOG.atError().setCause(failure).log("a change failed");
        return Problem.bug();
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        Optional<Problem> refusal = gate.refusalOfChange(request);
        if (refusal.isPresent()) {
            settle(request, Outcome.unsigned(refusal.get()));
            return;
        }
        // What is ordered ends on the controller's event loop, the answer belongs to this one.
        Context own = vertx.getOrCreateContext();
        SmallBody.read(vertx, request, bodyWithin)
                .compose(this::made)
                .otherwise(failure -> Outcome.unsigned(failed(failure)))
                .onSuccess(outcome -> own.runOnContext(v -> settle(request, outcome)));
    }

    private Future<Outcome> made(Buffer content) {
        Members body = Members.parse(content);
        Signature signed = Signature.of(body);
        try {
            Prepared prepared = change.prepare(body, signed);
            body.end();
            return prepared.make()
                    .get()
                    .otherwise(ChangeHandler::failed)
                    .map(answer -> new Outcome(signed, prepared.subject(), answer));
        } catch (Refused refused) {
            return Future.succeededFuture(new Outcome(signed, Map.of(), refused.problem()));
        }
    }

    /** Every attempt is logged with where it came from: who, is only what the caller says. */
    private void settle(HttpServerRequest request, Outcome outcome) {
        Answer answer = outcome.answer();
        Signature signed = outcome.signed();
        LoggingEventBuilder line = (answer.status() == 200 ? LOG.atInfo() : LOG.atWarn())
                .addKeyValue("change", request.method() + " " + request.path())
                .addKeyValue("by", signed == null ? "" : signed.by())
                .addKeyValue("why", signed == null ? "" : signed.why())
                .addKeyValue("status", answer.status())
                .addKeyValue("kind", answer.kind())
                .addKeyValue("client", String.valueOf(request.remoteAddress().hostAddress()));
        for (Map.Entry<String, String> part : outcome.subject().entrySet()) {
            line = line.addKeyValue(part.getKey(), part.getValue());
        }
        line.log("change");
        SmallBody.leave(vertx, request, answer);
    }
}
