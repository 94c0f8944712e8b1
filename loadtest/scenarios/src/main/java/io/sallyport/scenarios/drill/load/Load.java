package io.sallyport.scenarios.drill.load;

import io.sallyport.scenarios.web.Web;
import io.sallyport.time.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The load on one server. Everything that it sends goes through one event loop. */
public final class Load {

    /** Longer than any request takes. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(40);

    /** So many sessions are looked after a second when a drill is over. */
    private static final int ROLL_CALL_RATE = 100;

    private static final int FIRST_LOGINS = 8;

    private final Ticker ticker;
    private final Context context;
    private final Pace pace;
    private final Sessions sessions = new Sessions();
    private final Samples samples = new Samples();
    private final Calls calls;
    private final Web web;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Prepares a load on {@code server}. */
    public Load(Vertx vertx, Ticker ticker, URI server, Signers signers) {
        this.ticker = ticker;
        this.context = vertx.getOrCreateContext();
        this.pace = new Pace(ticker);
        this.web = Web.keeping(vertx, server);
        this.calls = new Calls(web, ticker, samples, sessions, signers);
    }

    /**
     * What a load was.
     *
     * @param samples one of each request that was begun; what got no answer has failed
     * @param sessions those that its logins ended in, and those from before it
     * @param planned what should have begun
     */
    public record Outcome(List<Sample> samples, List<LoginRecord> logins, List<Session> sessions, Planned planned) {}

    /** Opens the sessions and gets the tokens that a load begins with. */
    public void prepare() throws InterruptedException, ExecutionException {
        for (int i = 0; i < FIRST_LOGINS; i++) {
            CompletableLogin login = new CompletableLogin();
            onLoop(() -> {
                calls.clientCredentials(ticker.nanos());
                new Login(context, ticker, calls, login.promise).begin(ticker.nanos());
            });
            login.await();
        }
    }

    private static final class CompletableLogin {
        private final Promise<LoginRecord> promise = Promise.promise();

        void await() throws InterruptedException, ExecutionException {
            LoginRecord record =
                    promise.future().toCompletionStage().toCompletableFuture().get();
            if (record.isLost() || !record.restarts().isEmpty()) {
                throw new IllegalStateException("a login fails though nothing is wrong yet: " + record);
            }
        }
    }

    /** Begins the load; {@link Running#await} says what it was. */
    public Running start(Schedule schedule, Duration time) {
        samples.clear();
        sessions.beginDrill();
        List<Future<LoginRecord>> logins = new ArrayList<>();
        long slots = schedule.slots(time);
        Thread thread = pace.start(
                schedule, ticker.nanos(), slots, (slot, due) -> onLoop(() -> slot(Mix.at(slot), slot, due, logins)));
        return new Running(thread, logins, Planned.of(slots));
    }

    private void slot(Mix what, long slot, long due, List<Future<LoginRecord>> logins) {
        switch (what) {
            case CLIENT_CREDENTIALS -> calls.clientCredentials(due);
            case REFRESH -> calls.refresh(due);
            case VALIDATE -> calls.validate(slot, due);
            case LOGIN -> {
                Promise<LoginRecord> end = Promise.promise();
                logins.add(end.future());
                new Login(context, ticker, calls, end).begin(due);
            }
        }
    }

    /** A load under way. */
    public final class Running {
        private final Thread thread;
        private final List<Future<LoginRecord>> logins;
        private final Planned planned;

        private Running(Thread thread, List<Future<LoginRecord>> logins, Planned planned) {
            this.thread = thread;
            this.logins = logins;
            this.planned = planned;
        }

        /** Waits until every request is answered and every login has ended, or no longer wants to. */
        public Outcome await() throws InterruptedException {
            thread.join();
            long end = ticker.nanos() + LONGEST_REST.toNanos();
            while (!isDone() && ticker.nanos() < end) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            return new Outcome(samples.all(ticker.nanos()), ended(), sessions.known(), planned);
        }

        private boolean isDone() {
            return underWay.get() == 0
                    && samples.underWay() == 0
                    && logins.stream().allMatch(Future::isComplete);
        }

        private List<LoginRecord> ended() {
            return logins.stream()
                    .map(login -> login.isComplete() ? login.result() : new LoginRecord(List.of(), true))
                    .toList();
        }
    }

    /** How many of these sessions can still be refreshed. */
    public int rollCall(List<Session> asked) throws InterruptedException {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger alive = new AtomicInteger();
        Schedule schedule = new Schedule(ROLL_CALL_RATE);
        Thread thread = pace.start(
                schedule,
                ticker.nanos(),
                asked.size(),
                (number, due) ->
                        onLoop(() -> calls.isAlive(asked.get((int) number)).onComplete(result -> {
                            alive.addAndGet(Boolean.TRUE.equals(result.result()) ? 1 : 0);
                            answered.incrementAndGet();
                        })));
        thread.join();
        while (answered.get() < asked.size()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return alive.get();
    }

    private void onLoop(Runnable task) {
        underWay.incrementAndGet();
        context.runOnContext(go -> {
            try {
                task.run();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }
}
