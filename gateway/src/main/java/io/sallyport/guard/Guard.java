package io.sallyport.guard;

import io.sallyport.guard.source.Network;
import io.sallyport.guard.source.Networks;
import io.sallyport.metrics.GuardMeters;
import io.sallyport.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the edge asks about an account before it carries a request to a region, and tells after it. Never knows whether there is such
 * an account: it answers the same of any name. One for the process, so that failures at all regions count together; what it knows
 * ends with the process. Thread-safe; nothing blocks.
 */
public final class Guard {

    /** Longer than any provider's names (Cognito: 128 characters). */
    public static final int LONGEST_NAME = 1024;

    /**
     * When sign-ins are refused. The usual values are Cognito's own: five failures, then one second, doubled by each further one,
     * up to 15 minutes or so (Cognito developer guide, "Lockout behavior for failed sign-in attempts").
     *
     * @param attempts failed sign-ins that are free; 1 at least
     * @param window how long a failure is remembered after it, or after the block that came of it
     * @param block the longest time for which an account is refused to a source; the first is 1 s
     * @param delay the first delay of an account's sign-ins from other sources; doubled by each further failure
     * @param maxDelay the longest
     * @param trusted networks that are neither counted nor kept waiting
     */
    public record LockoutSettings(
            int attempts, Duration window, Duration block, Duration delay, Duration maxDelay, List<Network> trusted) {

        /** Copies the list. */
        public LockoutSettings {
            trusted = List.copyOf(trusted);
        }
    }

    /**
     * What it does.
     *
     * @param lockout null for no lock-out
     * @param fence how long an account is fenced; null for no fence
     */
    public record Settings(
            @Nullable LockoutSettings lockout, @Nullable Duration fence) {

        /** Nothing. */
        public static final Settings OFF = new Settings(null, null);
    }

    private static final Admission FREE = new Admission.Admitted(Attempt.UNCOUNTED, Duration.ZERO);

    private final @Nullable Lockout lockout;
    private final @Nullable Fence fence;
    private final Networks trusted;
    private final Digests digests;
    private final Steps steps;
    private final GuardMeters meters;

    /**
     * Knows nobody yet.
     *
     * @param random makes the key of this process; must not be predictable
     */
    public Guard(Settings settings, Ticker ticker, RandomGenerator random, GuardMeters meters) {
        LockoutSettings keepsOut = settings.lockout();
        this.digests = new Digests(random);
        this.steps = new Steps(digests, ticker);
        this.meters = meters;
        this.trusted = new Networks(keepsOut == null ? List.of() : keepsOut.trusted());
        this.lockout = keepsOut == null ? null : new Lockout(keepsOut, digests, ticker, meters);
        this.fence = settings.fence() == null ? null : new Fence(settings.fence(), ticker);
    }

    /** Whether it has anything to say of sign-ins. */
    public boolean isOn() {
        return lockout != null || fence != null;
    }

    /** Whether it wants to know of changes. */
    public boolean hasFence() {
        return fence != null;
    }

    /**
     * Stands for an account.
     *
     * @param name as the client spells it, {@link #LONGEST_NAME} characters at most
     */
    public Digest account(String name) {
        return digests.account(name);
    }

    /**
     * Whether a sign-in may be tried; if so it is under way.
     *
     * @param address of the client, in text form
     */
    public Admission admit(Digest account, String address) {
        return lockout == null || trusted.contain(address) ? FREE : lockout.admit(account, address);
    }

    /** Accounts that are counted, or pairs of an account and a source, whichever are more; some may have ended. */
    long entries() {
        return lockout == null ? 0 : lockout.size();
    }

    /** Notes of which account a sign-in is that goes on by this value. */
    public void remember(String value, Digest account) {
        steps.remember(value, account);
    }

    /** The account of a sign-in that goes on by this value; null where this node does not know it. */
    public @Nullable Digest continued(String value) {
        return steps.account(value);
    }

    /** An account's credential has been changed: in force when this returns. */
    public void changed(Digest account) {
        if (fence != null) {
            fence.raise(account);
            meters.raised();
        }
    }

    /** Whether a replica must not be asked about an account's credential. */
    public boolean isFenced(Digest account) {
        return fence != null && fence.isAround(account);
    }

    /** A sign-in was refused because its account is fenced. */
    public void refusedFenced() {
        meters.fenced();
    }
}
