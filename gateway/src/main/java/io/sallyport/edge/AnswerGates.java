package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Fields;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Revokes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Finds, before a request is sent, what has to be settled after it; or why it must not be sent. */
final class AnswerGates {

    private final SignOuts signOuts;
    private final RefreshTokens refreshTokens;
    private final TokenAnswers tokens;

    AnswerGates(SignOuts signOuts, RefreshTokens refreshTokens, TokenAnswers tokens) {
        this.signOuts = signOuts;
        this.refreshTokens = refreshTokens;
        this.tokens = tokens;
    }

    /** What was found. */
    sealed interface Found {}

    /** It may be sent. */
    record Open(AnswerGate gate) implements Found {}

    /** It must not. */
    record Closed(Refusal refusal) implements Found {}

    /**
     * Looks at a request.
     *
     * @param fields of its body, as the region will see it
     * @param source the client's address
     * @param serving the region that it will go to if nothing tells another
     * @return never fails but by a bug
     */
    Future<Found> find(
            HttpServerRequest request, Operation operation, Fields fields, String source, RegionName serving) {
        Optional<Refusal> revoked = refreshTokens.refuse(operation, fields);
        Revokes revokes = operation.revokes();
        if (revoked.isPresent()) {
            return Future.succeededFuture(new Closed(revoked.get()));
        }
        if (revokes == null) {
            return Future.succeededFuture(new Open(tokens.gate(operation)));
        }
        String token = fields.value(revokes.by());
        // One that names no token, or two, is no sign-out: the region could take the one and the gateway the other.
        return token == null
                ? Future.succeededFuture(new Closed(Refusal.BAD_REQUEST))
                : signOuts.prepare(SignOutRequest.of(request, operation, token, fields), source, serving)
                        .map(AnswerGates::found);
    }

    private static Found found(Optional<AnswerGate> prepared) {
        return prepared.<Found>map(Open::new).orElseGet(() -> new Closed(Refusal.REVOCATIONS_FULL));
    }
}
