package io.sallyport.failover;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * When a refused caller may come back: as early as the controller's own rules allow what it asked for, if nothing goes wrong
 * from now on. Where a person's word is waited for that is not known, and is {@value #LATEST_SECONDS} s; where no region works
 * it takes as long again as it has lasted, within a minute.
 *
 * @param writeSeconds until the primary may serve, which alone writes; {@value #SOONEST_SECONDS} to {@value #LATEST_SECONDS}
 * @param otherSeconds until any region may answer; the same bounds
 */
public record Comeback(int writeSeconds, int otherSeconds) {

    static final int SOONEST_SECONDS = 2;
    static final int LATEST_SECONDS = 300;

    private static final long LATEST = TimeUnit.SECONDS.toNanos(LATEST_SECONDS);
    private static final long SHORT_OUTAGE = TimeUnit.SECONDS.toNanos(5);
    private static final long LONG_OUTAGE = TimeUnit.SECONDS.toNanos(60);

    static Comeback of(Controller controller, long nowNanos) {
        Estimate estimate = new Estimate(controller, controller.memory(), controller.policy(), nowNanos);
        return new Comeback(seconds(estimate.write()), seconds(estimate.other()));
    }

    private static int seconds(long nanos) {
        long wholeSeconds = (Math.min(nanos, LATEST) + 999_999_999) / 1_000_000_000;
        return (int) Math.max(SOONEST_SECONDS, wholeSeconds);
    }

    /** In nanoseconds from now. */
    private record Estimate(Controller controller, Memory memory, Policy policy, long now) {

        long write() {
            ControllerState state = controller.state();
            if (isFree() && controller.seen().filter(this::isServingLost).isPresent()) {
                return state instanceof OnPrimary ? lossOfPrimary() : other();
            }
            if (state instanceof OnReplica on) {
                return failback(on.sinceNanos(), on.stayNanos(), memory.returnOrdered());
            }
            if (state instanceof FailingBack back) {
                return Math.max(left(back.sinceNanos(), policy.stepLength().toNanos()), hold())
                        + steps(back.lastStep() - back.step());
            }
            if (state instanceof Starting starting) {
                return started(starting);
            }
            // Refused at the primary, a write met a moment's trouble.
            return Math.max(other(), state instanceof Blackout ? hold() : 0);
        }

        /** Whether the evidence alone decides. */
        private boolean isFree() {
            return policy.mode() == Policy.Mode.AUTOMATIC && memory.hold().isEmpty();
        }

        private boolean isServingLost(Assessment seen) {
            return !seen.of(controller.state().serving()).usable();
        }

        /** What may be asked of any region. */
        long other() {
            ControllerState state = controller.state();
            if (state instanceof Starting) {
                return left(state.sinceNanos(), policy.startupLimit().toNanos());
            }
            Optional<Assessment> seen = controller.seen();
            return seen.isEmpty() || seen.get().anyEligible() ? 0 : asLongAgain(seen.get());
        }

        private long asLongAgain(Assessment seen) {
            ControllerState state = controller.state();
            long since = state instanceof Blackout
                    ? state.sinceNanos()
                    : seen.of(state.serving()).troubleNanos(now);
            return Math.max(SHORT_OUTAGE, Math.min(LONG_OUTAGE, now - since));
        }

        /** A replica goes on serving where it did before a restart. */
        private long started(Starting starting) {
            boolean isPrimary = controller.topology().isPrimary(starting.serving());
            return starting.restored()
                    .filter(was -> !isPrimary)
                    .map(was -> failback(
                            now - Spans.nanos(was.age()), was.holdsFor().toNanos(), was.returnOrdered()))
                    .orElseGet(this::other);
        }

        /** It is left for a replica now, or there is none. */
        private long lossOfPrimary() {
            return other() > 0
                    ? other()
                    : failback(now, memory.stay().current(now, policy).nanos(), true);
        }

        private long failback(long since, long stay, boolean isOrdered) {
            boolean isPersons =
                    stay == OnReplica.UNTIL_ORDERED || (policy.mode() != Policy.Mode.AUTOMATIC && !isOrdered);
            if (isPersons) {
                return LATEST;
            }
            long due = Math.max(left(since, stay), recovery());
            return Math.max(due, Math.max(hold(), limit()))
                    + steps(policy.steps().size());
        }

        private long recovery() {
            long window = policy.recoveryWindow().toNanos();
            return controller
                    .seen()
                    .map(seen -> window - primary(seen).healthyNanos(now))
                    .orElse(window);
        }

        private RegionHealth primary(Assessment seen) {
            return seen.of(controller.topology().primary().name());
        }

        private long steps(int count) {
            return count * policy.stepLength().toNanos();
        }

        private long hold() {
            return memory.hold()
                    .map(hold -> hold.ends() ? hold.endNanos() - now : LATEST)
                    .orElse(0L);
        }

        private long limit() {
            return memory.ledger().waitNanos(Move.Weight.OPTIONAL, now, policy.transitionsPerHour());
        }

        private long left(long since, long length) {
            return Math.max(0, length - Math.max(0, now - since));
        }
    }
}
