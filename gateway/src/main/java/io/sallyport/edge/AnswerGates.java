package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Fields;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Revokes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds, before a request is sent, what has to be settled after it; or why it must not be sent. */
final class AnswerGates {

    private final SignOuts signOuts;
    private final RefreshTokens refreshTokens;
    private final TokenAnswers tokens;
    private final SignIns signIns;
    private final CredentialChanges changes;

    AnswerGates(
            SignOuts signOuts,
            RefreshTokens refreshTokens,
            TokenAnswers tokens,
            SignIns signIns,
            CredentialChanges changes) {
        this.signOuts = signOuts;
        this.refreshTokens = refreshTokens;
        this.tokens = tokens;
        this.signIns = signIns;
        this.changes = changes;
    }

    /**
     * Looks at a request.
     *
     * @param fields of its body, as the region will see it
     * @param source the client's address
     * @param serving the region that it will go to if nothing tells another
     * @return never fails but by a bug
     */
    Future<AnswerGate.Found> find(
            HttpServerRequest request, Operation operation, Fields fields, String source, RegionName serving) {
        Optional<Refusal> revoked = refreshTokens.refuse(operation, fields);
        Revokes revokes = operation.revokes();
        if (revoked.isPresent()) {
            return Future.succeededFuture(new AnswerGate.Closed(revoked.get()));
        }
        if (revokes != null) {
            return signOut(request, operation, fields.value(revokes.by()), fields, source, serving);
        }
        AnswerGate last = tokens.gate(operation);
        if (signIns.concern(operation)) {
            return signIns.find(request, operation, fields, source).map(found -> before(found, last));
        }
        return changes.concern(operation)
                ? changes.find(operation, fields).map(found -> before(found, last))
                : Future.succeededFuture(new AnswerGate.Open(last));
    }

    private static AnswerGate.Found before(AnswerGate.Found found, AnswerGate last) {
        return found instanceof AnswerGate.Open open
                ? new AnswerGate.Open(open.gate().before(last))
                : found;
    }

    /** One that names no token, or two, is no sign-out: the region could take the one and the gateway the other. */
    private Future<AnswerGate.Found> signOut(
            HttpServerRequest request,
            Operation operation,
            @Nullable String token,
            Fields fields,
            String source,
            RegionName serving) {
        return token == null
                ? Future.succeededFuture(new AnswerGate.Closed(Refusal.BAD_REQUEST))
                : signOuts.prepare(SignOutRequest.of(request, operation, token, fields), source, serving)
                        .map(AnswerGates::found);
    }

    private static AnswerGate.Found found(Optional<AnswerGate> prepared) {
        return prepared.<AnswerGate.Found>map(AnswerGate.Open::new)
                .orElseGet(() -> new AnswerGate.Closed(Refusal.REVOCATIONS_FULL));
    }
}
