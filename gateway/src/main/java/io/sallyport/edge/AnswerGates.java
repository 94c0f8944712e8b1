package io.sallyport.edge;

import io.sallyport.operation.Fields;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Revokes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Finds, before a request is sent, what has to be settled after it; or why it must not be sent. */
final class AnswerGates {

    private static final Future<AnswerGate.Found> OPEN = Future.succeededFuture(new AnswerGate.Open(AnswerGate.OPEN));

    private final SignOuts signOuts;
    private final RefreshTokens refreshTokens;
    private final SignIns signIns;
    private final CredentialChanges changes;

    AnswerGates(SignOuts signOuts, RefreshTokens refreshTokens, SignIns signIns, CredentialChanges changes) {
        this.signOuts = signOuts;
        this.refreshTokens = refreshTokens;
        this.signIns = signIns;
        this.changes = changes;
    }

    /**
     * Looks at a request.
     *
     * @param fields of its body, as the region will see it
     * @param source the client's address
     * @return never fails but by a bug
     */
    Future<AnswerGate.Found> find(HttpServerRequest request, Operation operation, Fields fields, String source) {
        Optional<Refusal> revoked = refreshTokens.refuse(operation, fields);
        Revokes revokes = operation.revokes();
        if (revoked.isPresent()) {
            return Future.succeededFuture(new AnswerGate.Closed(revoked.get()));
        }
        if (revokes != null) {
            return signOut(revokes, fields, source);
        }
        if (signIns.concern(operation)) {
            return signIns.find(request, operation, fields, source);
        }
        return changes.concern(operation) ? changes.find(operation, fields) : OPEN;
    }

    /** One that names no token, or two, is no sign-out: the region could take the one and the gateway the other. */
    private Future<AnswerGate.Found> signOut(Revokes revokes, Fields fields, String source) {
        String token = fields.value(revokes.by());
        return token == null
                ? Future.succeededFuture(new AnswerGate.Closed(Refusal.BAD_REQUEST))
                : signOuts.prepare(revokes, token, source).map(AnswerGates::found);
    }

    private static AnswerGate.Found found(Optional<SignOuts.Pending> pending) {
        return pending.<AnswerGate.Found>map(AnswerGate.Open::new)
                .orElseGet(() -> new AnswerGate.Closed(Refusal.REVOCATIONS_FULL));
    }
}
