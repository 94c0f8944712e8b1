package io.sallyport.config;

import java.time.Duration;
import java.util.List;

/**
 * What sign-ins are refused here.
 *
 * @param lockout those of who guesses
 * @param fence those of accounts whose credential has just changed
 */
public record Guard(Lockout lockout, Fence fence) {

    /**
     * The lock-out.
     *
     * @param enabled whether there is one
     * @param attempts failed sign-ins that are free
     * @param window how long a failure is remembered
     * @param block the longest time for which an account is refused to a source
     * @param delay the first delay of an account's sign-ins from other sources
     * @param maxDelay the longest
     * @param trusted address ranges that are neither counted nor delayed
     */
    public record Lockout(
            boolean enabled,
            int attempts,
            Duration window,
            Duration block,
            Duration delay,
            Duration maxDelay,
            List<Cidr> trusted) {

        /** Takes a copy of the list. */
        public Lockout {
            trusted = List.copyOf(trusted);
        }
    }

    /**
     * The fence.
     *
     * @param enabled whether there is one
     * @param duration how long an account is fenced
     */
    public record Fence(boolean enabled, Duration duration) {}
}
