package io.sallyport.guard;

import java.time.Duration;

/** Whether a sign-in may be tried. */
public sealed interface Admission {

    /** It may not, now. */
    record Refused() implements Admission {}

    /**
     * It may.
     *
     * @param attempt to be ended, whatever becomes of it
     * @param delay to let pass before it is sent; zero for none
     */
    record Admitted(Attempt attempt, Duration delay) implements Admission {}
}
