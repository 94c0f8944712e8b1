package io.sallyport.keys;

import java.util.Locale;

/** What came of asking one source for its keys: the {@code result} label of {@code sallyport_jwks_refresh_total}. */
public enum RefreshResult {
    /** A key set with at least one key. */
    OK,
    /** No connection, or one that broke. */
    UNREACHABLE,
    /** No complete answer in time. */
    TIMEOUT,
    /** Another status than 200. */
    STATUS,
    /** More bytes, or more keys, than a key set has. */
    TOO_LARGE,
    /** No key set: not JSON, names twice, no {@code keys}. */
    MALFORMED,
    /** A key set without a key for signatures. Withdrawing every key at once is a fault, not a rotation. */
    EMPTY;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The value of the label. */
    public String tag() {
        return tag;
    }
}
