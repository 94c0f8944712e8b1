package io.sallyport.upstream;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * The fast fuse of one region and plane: opens after a few failures with no success between, and steers attempts away
 * within milliseconds. It moves no region. Only probes close it: when it is half-open a user's request is still sent
 * elsewhere.
 *
 * <p>Successes of requests are reported in batches, by a tick: each report takes the library's lock, and reading its state
 * does too, which is why the state is mirrored here.
 */
public final class Breaker {

    /** Failures in a row, none older than the window, that open it. */
    static final int FAILURES = 5;

    private static final int WINDOW_MILLIS = 10_000;
    private static final int HALF_OPEN_AFTER_MILLIS = 100;

    private final CircuitBreaker breaker;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    /**
     * Makes a closed breaker.
     *
     * @param changed told of each new state, on the thread that caused it; must not block
     */
    Breaker(Vertx vertx, String name, Consumer<CircuitBreakerState> changed) {
        breaker = CircuitBreaker.create(
                name,
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(FAILURES)
                        .setFailuresRollingWindow(WINDOW_MILLIS)
                        .setResetTimeout(HALF_OPEN_AFTER_MILLIS)
                        .setTimeout(-1));
        breaker.openHandler(v -> move(CircuitBreakerState.OPEN, changed));
        breaker.halfOpenHandler(v -> move(CircuitBreakerState.HALF_OPEN, changed));
        breaker.closeHandler(v -> move(CircuitBreakerState.CLOSED, changed));
    }

    private void move(CircuitBreakerState next, Consumer<CircuitBreakerState> changed) {
        state = next;
        changed.accept(next);
    }

    /** Whether requests may take this way first. */
    public boolean isClosed() {
        return state == CircuitBreakerState.CLOSED;
    }

    /** The state; read without a lock. */
    public CircuitBreakerState state() {
        return state;
    }

    /** A request failed in a way that counts against the region. */
    public void failed() {
        breaker.execute((Promise<Void> promise) -> promise.fail("failed"));
    }

    /** Requests succeeded since the last report; without effect unless closed. */
    public void succeeded() {
        if (isClosed()) {
            report();
        }
    }

    /** A probe of the plane was good: closes a half-open breaker. */
    public void probeGood() {
        report();
    }

    private void report() {
        breaker.execute((Promise<Void> promise) -> promise.complete());
    }

    /** Opens it at once. */
    public void open() {
        if (isClosed()) {
            breaker.open();
        }
    }
}
