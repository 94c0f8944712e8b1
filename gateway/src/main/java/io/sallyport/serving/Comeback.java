package io.sallyport.serving;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.OnReplica;
import io.sallyport.failover.Policy;
import java.util.concurrent.TimeUnit;

/** When a refused caller may come back. */
final class Comeback {

    private static final int SHORTEST_SECONDS = 2;
    private static final int LONGEST_SECONDS = 300;

    private Comeback() {}

    /** An estimate of what a failback still needs, in seconds. */
    static int seconds(Policy policy, ControllerState state, long nowNanos) {
        long steps = policy.stepLength().toSeconds() * policy.steps().size();
        long wait =
                switch (state.name()) {
                    case ON_REPLICA ->
                        Math.max(policy.recoveryWindow().toSeconds(), staySeconds(state, nowNanos)) + steps;
                    case FAILING_BACK -> steps;
                    case STARTING, ON_PRIMARY, BLACKOUT -> 0;
                };
        return (int) Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, wait));
    }

    /** What is left of the stay; of one until an order, the longest. */
    private static long staySeconds(ControllerState state, long nowNanos) {
        if (!(state instanceof OnReplica on)) {
            return 0;
        }
        long left = on.stayNanos() - Math.max(0, nowNanos - on.sinceNanos());
        return Math.min(LONGEST_SECONDS, TimeUnit.NANOSECONDS.toSeconds(left));
    }
}
