package io.sallyport.regions;

import java.time.Instant;
import java.time.InstantSource;

/** A region's clock, which may be wrong. */
final class SkewedClock implements InstantSource {

    private final InstantSource right;
    private volatile long aheadMillis;

    SkewedClock(InstantSource right) {
        this.right = right;
    }

    @Override
    public Instant instant() {
        return right.instant().plusMillis(aheadMillis);
    }

    /** Sets how far it is ahead, in milliseconds; below 0 it is behind. */
    void skew(long millis) {
        aheadMillis = millis;
    }

    long skew() {
        return aheadMillis;
    }

    InstantSource right() {
        return right;
    }
}
