package io.sallyport.scenarios.drill.load;

import java.util.stream.LongStream;

/**
 * What a schedule begins, whatever becomes of it.
 *
 * @param requests the replay-safe ones, each a slot of its own
 * @param logins whose requests depend on how they fare
 */
public record Planned(long requests, long logins) {

    /** That of the first {@code slots} slots. */
    public static Planned of(long slots) {
        long logins = LongStream.range(0, slots)
                .filter(slot -> Mix.at(slot) == Mix.LOGIN)
                .count();
        return new Planned(slots - logins, logins);
    }
}
