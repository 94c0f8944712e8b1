package io.sallyport.upstream;

import io.sallyport.operation.Operation;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * One request as it goes to a region.
 *
 * @param target path and query, undecoded, as the client sent them
 * @param headers end-to-end headers for the region, without hop-by-hop ones; {@code Host} only where the region is to see another
 *     than its own; {@code Content-Length} only where {@code rest} follows and its length is known
 * @param body the whole body, or what was read of it before {@code rest}
 * @param rest what follows {@code body}, paused; null where {@code body} is everything
 * @param holdAnswer whether the answer is held until complete (up to the limit), so that a reset in its middle can still
 *     be retried
 */
public record Exchange(
        Operation operation,
        HttpMethod method,
        String target,
        MultiMap headers,
        @Nullable Buffer body,
        @Nullable ReadStream<Buffer> rest,
        boolean holdAnswer) {

    /** Whether the body is all here and could be sent a second time. */
    public boolean isRepeatable() {
        return rest == null;
    }
}
