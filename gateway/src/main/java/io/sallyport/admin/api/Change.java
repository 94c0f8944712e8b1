package io.sallyport.admin.api;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Something that a request can change. */
interface Change {

    /**
     * Reads the request; changes nothing yet.
     *
     * @return makes the change, once it is known that the body holds nothing else; its future fails only by a bug
     * @throws Refused where the request is not what it must be
     */
    Supplier<Future<Answer>> prepare(Members body, Signature signed);
}
