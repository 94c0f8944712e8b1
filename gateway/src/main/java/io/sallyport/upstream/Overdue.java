package io.sallyport.upstream;

import java.time.Duration;

/**
 * Who wants to hear that an attempt takes long, while it still does.
 *
 * @param after from the attempt's beginning; without effect where that is not before its deadline
 * @param told run once, on the attempt's event loop
 */
public record Overdue(Duration after, Runnable told) {

    /** Nobody. */
    public static final Overdue UNHEARD = new Overdue(Duration.ofDays(1), () -> {});
}
