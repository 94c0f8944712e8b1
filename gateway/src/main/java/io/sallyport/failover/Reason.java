package io.sallyport.failover;

import java.util.Locale;

/** Why the controller moved: the closed list behind {@code sallyport_failovers_total}'s {@code reason} label. */
public enum Reason {
    /** Three probes in a row failed on a plane of the region left. */
    PROBES_FAILED,
    /** The window of real requests tripped on a plane of the region left. */
    WINDOW_TRIPPED,
    /** The primary was healthy for long enough: a failback began, went on or ended. */
    RECOVERED,
    /** The primary failed while traffic was going back. */
    RELAPSED,
    /** No region is usable. */
    NONE_USABLE,
    /** A region became usable after none was. */
    USABLE_AGAIN,
    /** The gateway started and chose by preference. */
    STARTED,
    /** The gateway started and went on where it had been. */
    RESUMED,
    /** An operator ordered it. */
    OPERATOR;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The label's value. */
    public String tag() {
        return tag;
    }
}
