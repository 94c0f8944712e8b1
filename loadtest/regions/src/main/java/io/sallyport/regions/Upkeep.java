package io.sallyport.regions;

import io.vertx.core.Vertx;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a region going: follows the log every 20 ms, one step after the other, and forgets what time has ended. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long STEP_MILLIS = 20;
    private static final long STEPS_BETWEEN_SWEEPS = 3_000;

    private final Vertx vertx;
    private final String region;
    private final Replication replication;
    private final RegionState state;
    private volatile String replicationState = "ok";
    private volatile boolean stopped;
    private long steps;

    Upkeep(Vertx vertx, String region, Replication replication, RegionState state) {
        this.vertx = vertx;
        this.region = region;
        this.replication = replication;
        this.state = state;
    }

    void start() {
        vertx.setTimer(STEP_MILLIS, due -> {
            if (!stopped) {
                vertx.executeBlocking(this::step, false)
                        .onSuccess(done -> start())
                        // A log that cannot be trusted is never trusted again: the region goes on with what it knows.
                        .onFailure(this::giveUp);
            }
        });
    }

    private void giveUp(Throwable failed) {
        if (!stopped) {
            replicationState = String.valueOf(failed.getMessage());
            LOG.error("{} follows the log no more: {}", region, replicationState);
        }
    }

    /** {@code ok}, or why the region follows the log no more. */
    String replication() {
        return replicationState;
    }

    void stop() {
        stopped = true;
    }

    private long step() throws IOException {
        if (!stopped) {
            replication.poll();
        }
        steps++;
        if (steps % STEPS_BETWEEN_SWEEPS == 0) {
            state.forgetExpired();
        }
        return steps;
    }
}
