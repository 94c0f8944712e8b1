package io.sallyport.scenarios.drill.result;

/** A part of a drill. */
public enum Phase {
    /** Before the fault. */
    STEADY,
    /** From fault to repair. */
    OUTAGE,
    /** From the repair until the failback begins. */
    RECOVERY,
    /** Until the primary has all traffic again. */
    FAILBACK,
    /** Since then. */
    AFTER
}
