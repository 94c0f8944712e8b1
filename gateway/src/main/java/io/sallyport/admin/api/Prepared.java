package io.sallyport.admin.api;

import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A change that was read and not yet made.
 *
 * @param subject what it is about, for the log: no token, and of a session or subject no more than a short digest
 * @param make makes it; its future fails only by a bug
 */
record Prepared(Map<String, String> subject, Supplier<Future<Answer>> make) {

    /** Copies the map. */
    Prepared {
        subject = Map.copyOf(subject);
    }

    /** Of a change whose own record says what it is about. */
    static Prepared of(Supplier<Future<Answer>> make) {
        return new Prepared(Map.of(), make);
    }
}
