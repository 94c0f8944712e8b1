package io.sallyport.failover;

import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongToIntFunction;

/** How a region answers in a {@link Simulation}, to a probe and to a request. */
@FunctionalInterface
interface Weather {

    /** A connection attempt without an answer ends then. */
    int CONNECT_TIMEOUT = 500;

    /** Who asks, and how long it waits. */
    record Asked(boolean isProbe, Plane plane, int client, int timeoutMillis, long nowMillis, Random random) {}

    /**
     * What it gets, and after how long.
     *
     * @param failure empty for a good answer
     */
    record Answer(int millis, Optional<FailureKind> failure) {

        /** No answer in time. */
        Answer within(int timeoutMillis) {
            return millis <= timeoutMillis ? this : new Answer(timeoutMillis, Optional.of(FailureKind.TIMEOUT));
        }
    }

    Answer to(Asked asked);

    /** A region that is well. */
    static Weather fair() {
        return asked -> new Answer(5 + asked.random().nextInt(20), Optional.empty());
    }

    /** Its port is closed. */
    static Weather refusing() {
        return asked -> new Answer(1, Optional.of(FailureKind.REFUSED));
    }

    /** No route to it. */
    static Weather unreachable() {
        return asked -> new Answer(CONNECT_TIMEOUT, Optional.of(FailureKind.UNREACHABLE));
    }

    /** It takes connections and answers nothing. */
    static Weather blackhole() {
        return asked -> new Answer(Integer.MAX_VALUE, Optional.empty());
    }

    /** A share of its answers, to probes too, are server errors. */
    static Weather errors(double share) {
        return asked -> asked.random().nextDouble() < share
                ? new Answer(10, Optional.of(FailureKind.SERVER_ERROR))
                : fair().to(asked);
    }

    /** Every answer takes so long, by the time of the simulation. */
    static Weather slow(LongToIntFunction millis) {
        return asked -> new Answer(millis.applyAsInt(asked.nowMillis()), Optional.empty());
    }

    /** Requests of some clients, up to that number, make server errors; probes see nothing. */
    static Weather poisonedBy(int clients) {
        return asked -> !asked.isProbe() && asked.client() < clients
                ? new Answer(10, Optional.of(FailureKind.SERVER_ERROR))
                : fair().to(asked);
    }

    /** A share of the requests, not of the probes, is never answered. */
    static Weather swallowing(double share) {
        return asked -> !asked.isProbe() && asked.random().nextDouble() < share
                ? new Answer(Integer.MAX_VALUE, Optional.empty())
                : fair().to(asked);
    }

    /** The same on one plane alone, fair on the others. */
    default Weather on(Plane plane) {
        return asked -> asked.plane() == plane ? to(asked) : fair().to(asked);
    }
}
