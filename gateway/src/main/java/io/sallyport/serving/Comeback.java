package io.sallyport.serving;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Policy;

/** When a refused caller may come back. */
final class Comeback {

    private static final int SHORTEST_SECONDS = 2;
    private static final int LONGEST_SECONDS = 300;

    private Comeback() {}

    /** An estimate of what a failback still needs, in seconds. */
    static int seconds(Policy policy, ControllerState.Name state) {
        long steps = policy.stepLength().toSeconds() * policy.steps().size();
        long wait =
                switch (state) {
                    case ON_REPLICA -> policy.recoveryWindow().toSeconds() + steps;
                    case FAILING_BACK -> steps;
                    case STARTING, ON_PRIMARY, BLACKOUT -> 0;
                };
        return (int) Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, wait));
    }
}
