package io.sallyport.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Meters of sign-ins that the gateway itself refuses or delays. Thread-safe; takes no lock. */
public final class GuardMeters {

    private final Counter blocked;
    private final Counter crowded;
    private final Counter fenced;
    private final Counter delayed;
    private final Counter fences;

    /** Makes the meters. */
    public GuardMeters(MeterRegistry registry) {
        blocked = Family.LOCKOUTS.counter(registry, "blocked");
        crowded = Family.LOCKOUTS.counter(registry, "crowded");
        fenced = Family.LOCKOUTS.counter(registry, "fenced");
        delayed = Family.SIGN_INS_DELAYED.counter(registry);
        fences = Family.FENCES.counter(registry);
    }

    /** Counts a sign-in refused because others of this account have failed from this source. */
    public void blocked() {
        blocked.increment();
    }

    /** Counts a sign-in refused because no more can be kept waiting. */
    public void crowded() {
        crowded.increment();
    }

    /** Counts a sign-in refused because a replica may accept an old credential of this account. */
    public void fenced() {
        fenced.increment();
    }

    /** Counts a sign-in that is kept waiting. */
    public void delayed() {
        delayed.increment();
    }

    /** Counts an account that is fenced from now on. */
    public void raised() {
        fences.increment();
    }
}
