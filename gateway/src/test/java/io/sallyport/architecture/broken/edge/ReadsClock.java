package io.sallyport.architecture.broken.edge;

import io.sallyport.time.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Date;

/** Every way to read a system clock. */
final class ReadsClock {
    private ReadsClock() {}

    static long nanos() {
        return System.nanoTime();
    }

    static Ticker reference() {
        return System::nanoTime;
    }

    static long millis() {
        return System.currentTimeMillis();
    }

    static Instant instant() {
        return Instant.now();
    }

    static LocalTime local() {
        return LocalTime.now(ZoneOffset.UTC);
    }

    static Clock clock() {
        return Clock.systemUTC();
    }

    static InstantSource source() {
        return InstantSource.system();
    }

    // The old type is what the rule has to see.
    @SuppressWarnings("JavaUtilDate")
    static Date date() {
        return new Date();
    }
}
