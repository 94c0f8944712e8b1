package io.sallyport.edge;

import java.time.Duration;

/**
 * Bounds on what a client may send.
 *
 * @param body bytes of a body at most
 * @param wholeBody bytes up to which a body is read whole, to be classified and perhaps sent again
 * @param headers bytes of all headers at most, and of the request line
 * @param wholeBodyTime time in which a body that is read whole must have come
 */
public record Limits(long body, int wholeBody, int headers, Duration wholeBodyTime) {

    /**
     * A form or a call of some kilobytes comes in far less on any line that can carry a login; a byte now and then, which
     * the idle timeout never sees, must not hold memory and a connection for ever.
     */
    private static final Duration WHOLE_BODY_TIME = Duration.ofSeconds(10);

    /** Limits with the usual time for a whole body. */
    public Limits(long body, int wholeBody, int headers) {
        this(body, wholeBody, headers, WHOLE_BODY_TIME);
    }
}
