package io.sallyport.edge;

import io.sallyport.oidc.reissue.Given;
import io.sallyport.oidc.reissue.IdTokens;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Replay;
import io.sallyport.proxy.Carried;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the ID tokens of answers under the gateway's name before they are written, or says what is written instead. */
final class IdTokenAnswers {

    /**
     * What is to be written.
     *
     * @param refusal in the place of the region's answer; null for that
     */
    record Ready(Carried carried, @Nullable Refusal refusal) {}

    private final IdTokens tokens;

    IdTokenAnswers(IdTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Makes it ready.
     *
     * @param body of the request as the region saw it
     */
    Future<Ready> ready(HttpServerRequest request, Operation operation, @Nullable Buffer body, Carried carried) {
        if (!(carried instanceof Carried.Delivered delivered)) {
            return Future.succeededFuture(new Ready(carried, null));
        }
        return tokens.give(
                        operation,
                        delivered.region(),
                        () -> ClientCredentials.names(request.headers(), form(body)),
                        delivered.answer())
                .map(given -> given instanceof Given.Passed passed
                        ? new Ready(new Carried.Delivered(delivered.region(), passed.answer()), null)
                        : new Ready(carried, withheld(operation)));
    }

    private static FormFields form(@Nullable Buffer body) {
        return new FormFields(body == null ? "" : body.toString(StandardCharsets.UTF_8));
    }

    /** A code is spent; who may ask again finds the keys fetched by then, or the region mended. */
    private static Refusal withheld(Operation operation) {
        return operation.replay() == Replay.SAFE ? Refusal.UNJUDGED : Refusal.UNJUDGED_FLOW;
    }
}
