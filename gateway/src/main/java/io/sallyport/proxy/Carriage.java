package io.sallyport.proxy;

import io.sallyport.failure.FailureKind;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Replay;
import io.sallyport.serving.Serving;
import io.sallyport.time.Ticker;
import io.sallyport.upstream.AnswerRest;
import io.sallyport.upstream.Attempt;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: an attempt, and where that can do no harm a second one at another region. Lives on one event
 * loop.
 */
public final class Carriage {

    private final Serving serving;
    private final Deadlines deadlines;
    private final RequestMeters meters;
    private final Ticker ticker;
    private final Exchange exchange;
    private final RoutePlan.Go plan;
    private final int client;
    private final Promise<Carried> result = Promise.promise();
    private final long startedAt;
    private @Nullable Attempt underWay;
    private @Nullable AnswerRest streaming;
    private boolean isCancelled;

    Carriage(
            Serving serving,
            Deadlines deadlines,
            RequestMeters meters,
            Ticker ticker,
            Exchange exchange,
            RoutePlan.Go plan,
            int client) {
        this.serving = serving;
        this.deadlines = deadlines;
        this.meters = meters;
        this.ticker = ticker;
        this.exchange = exchange;
        this.plan = plan;
        this.client = client;
        this.startedAt = ticker.nanos();
    }

    /** How it ended; fails only by a bug of the gateway. */
    public Future<Carried> result() {
        return result.future();
    }

    /**
     * The client left: the attempt is given up, except for one that ends a session, which is worth finishing. Of an answer
     * that has begun nothing more is read.
     */
    public void cancel() {
        if (streaming != null) {
            streaming.abandon();
        }
        Attempt attempt = underWay;
        if (exchange.operation().operationClass() != OperationClass.SESSION && attempt != null) {
            isCancelled = true;
            attempt.cancel();
        }
    }

    void start() {
        Operation operation = exchange.operation();
        attempt(plan.first(), deadlines.first(operation.replay()), this::afterFirst);
    }

    private void afterFirst(Outcome outcome) {
        Region second = plan.second();
        if (second == null || isCancelled || !mayGoOn(outcome)) {
            finish(plan.first(), outcome);
            return;
        }
        Duration deadline = deadlines.second(exchange.operation().replay(), ticker.nanos() - startedAt);
        attempt(second, deadline, last -> {
            meters.retry(exchange.operation().name(), tag(last));
            finish(second, last);
        });
    }

    /** The replay rule: unsent work may always go on, work that may have been done only where a second time is harmless. */
    private boolean mayGoOn(Outcome outcome) {
        boolean isSafe = exchange.operation().replay() == Replay.SAFE && exchange.isRepeatable();
        if (outcome instanceof Outcome.NotSent unsent) {
            // A region that is only busy still is the one that knows the flow.
            return unsent.failure().isEvidence() || (isSafe && unsent.failure() == FailureKind.BULKHEAD);
        }
        if (outcome instanceof Outcome.Answered answered) {
            FailureKind failure = answered.failure();
            return isSafe && failure != null && failure.isEvidence() && answered.rest() == null;
        }
        return isSafe;
    }

    private void attempt(Region region, Duration deadline, Consumer<Outcome> then) {
        long begun = ticker.nanos();
        Attempt attempt = region.attempt(exchange, deadline);
        underWay = attempt;
        attempt.outcome()
                .map(outcome -> {
                    underWay = null;
                    observe(region, outcome, ticker.nanos() - begun);
                    then.accept(outcome);
                    return outcome;
                })
                .onFailure(result::tryFail);
    }

    private void observe(Region region, Outcome outcome, long nanos) {
        meters.attempt(region.name().value(), exchange.operation().name(), tag(outcome), nanos);
        // How long a streamed upload took is the client's doing.
        long regionsNanos = exchange.isRepeatable() ? nanos : 0;
        serving.observe(region.name(), exchange.operation(), client, outcome.failure(), regionsNanos);
    }

    private static String tag(Outcome outcome) {
        FailureKind failure = outcome.failure();
        return failure == null ? "ok" : failure.tag();
    }

    private void finish(Region region, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            streaming = answered.rest();
            result.complete(new Carried.Delivered(region.name(), answered));
        } else if (outcome instanceof Outcome.NotSent unsent) {
            result.complete(new Carried.Unsent(region.name(), unsent.failure()));
        } else if (outcome instanceof Outcome.LostAfterSending lost) {
            result.complete(new Carried.Unanswered(region.name(), lost.failure()));
        }
    }
}
