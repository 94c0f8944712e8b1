package io.sallyport.proxy;

import io.sallyport.failure.FailureKind;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.serving.AttemptReports;
import io.sallyport.serving.Serving;
import io.sallyport.time.Ticker;
import io.sallyport.upstream.AnswerRest;
import io.sallyport.upstream.Attempt;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.Overdue;
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
    private final Detours detours;
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
    private boolean hasMoved;
    private boolean wasOverdue;

    Carriage(
            Serving serving,
            Detours detours,
            Deadlines deadlines,
            RequestMeters meters,
            Ticker ticker,
            Exchange exchange,
            RoutePlan.Go plan,
            int client,
            long startedAt) {
        this.serving = serving;
        this.detours = detours;
        this.deadlines = deadlines;
        this.meters = meters;
        this.ticker = ticker;
        this.exchange = exchange;
        this.plan = plan;
        this.client = client;
        this.startedAt = startedAt;
    }

    /** How it ended; fails only by a bug of the gateway. */
    public Future<Carried> result() {
        return result.future();
    }

    /** Sends the same request anew, in what is left of its time; only once this has ended. */
    public Carriage again(RoutePlan.Go other) {
        Carriage again = new Carriage(serving, detours, deadlines, meters, ticker, exchange, other, client, startedAt);
        again.start();
        return again;
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
        Region first = plan.first();
        Duration deadline = deadlines.left(patience(first), ticker.nanos() - startedAt);
        AttemptReports.Made made = made(first);
        Overdue overdue = overdue(made);
        await(
                made,
                plan.mayMove() || plan.mayBeginAnew()
                        ? first.attempt(exchange, deadline, overdue, this::regionLost, !plan.isTriedAnyway())
                        : first.attempt(exchange, deadline, overdue),
                this::afterFirst);
    }

    /** A region that is known to be in trouble is not waited for as long as one that works, where one can begin anew. */
    private Replay patience(Region first) {
        boolean isInTrouble = !first.breaker(plane()).isClosed();
        return plan.mayBeginAnew() && isInTrouble
                ? Replay.SAFE
                : exchange.operation().replay();
    }

    /**
     * The first region was found lost while its answer was waited for: nobody waits for the dead where another has room.
     * What must not be sent twice waits on, once it was sent, unless what it belongs to can begin anew.
     */
    private void regionLost() {
        Attempt waiting = underWay;
        boolean mayLeave = waiting != null && (plan.mayBeginAnew() || ReplayRule.mayLeave(exchange, waiting));
        if (waiting == null || hasMoved || !mayLeave) {
            return;
        }
        Region other = detours.healthy(plan.first(), plane());
        if (other != null && other.hasRoom()) {
            waiting.leave();
        }
    }

    private void afterFirst(Outcome outcome) {
        boolean mayGoOn = plan.mayMove() && !isCancelled && ReplayRule.mayGoOn(exchange, outcome);
        Region next = mayGoOn ? detours.after(plan.first(), plane(), outcome) : null;
        if (next == null) {
            finish(plan.first(), outcome);
            return;
        }
        hasMoved = true;
        Duration deadline = deadlines.left(exchange.operation().replay(), ticker.nanos() - startedAt);
        AttemptReports.Made made = made(next);
        await(made, next.attempt(exchange, deadline, overdue(made)), last -> afterSecond(next, outcome, last));
    }

    /** The first region's own answer, though an error, is better than none. */
    private void afterSecond(Region next, Outcome first, Outcome second) {
        meters.retry(exchange.operation().name(), tag(second));
        if (first instanceof Outcome.Answered && second instanceof Outcome.NotSent) {
            finish(plan.first(), first);
        } else {
            finish(next, second);
        }
    }

    /** How long a streamed upload takes is the client's doing. */
    private Overdue overdue(AttemptReports.Made made) {
        wasOverdue = false;
        return exchange.isRepeatable()
                ? new Overdue(serving.attempts().slowAfter(plane()), () -> {
                    wasOverdue = true;
                    serving.attempts().overdue(made);
                })
                : Overdue.UNHEARD;
    }

    private AttemptReports.Made made(Region region) {
        return new AttemptReports.Made(region.name(), exchange.operation(), client, hasMoved, ticker.nanos());
    }

    private Plane plane() {
        return exchange.operation().plane();
    }

    private void await(AttemptReports.Made made, Attempt attempt, Consumer<Outcome> then) {
        underWay = attempt;
        attempt.outcome()
                .map(outcome -> {
                    underWay = null;
                    observe(made, outcome, ticker.nanos() - made.begunNanos());
                    then.accept(outcome);
                    return outcome;
                })
                .onFailure(result::tryFail);
    }

    private void observe(AttemptReports.Made made, Outcome outcome, long nanos) {
        meters.attempt(made.region().value(), exchange.operation().name(), tag(outcome), nanos);
        if (wasOverdue) {
            serving.attempts().endedOverdue(made, outcome.failure(), nanos);
            return;
        }
        long regionsNanos = exchange.isRepeatable() ? nanos : 0;
        serving.attempts().observe(made, outcome.failure(), regionsNanos);
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
