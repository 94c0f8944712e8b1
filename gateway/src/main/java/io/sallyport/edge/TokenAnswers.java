package io.sallyport.edge;

import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Surface;
import io.sallyport.proxy.Carried;
import io.sallyport.token.Origin;
import io.sallyport.token.Revocations;
import io.sallyport.upstream.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps back tokens that descend from what was revoked here, of which the region that made them perhaps never heard. What they
 * say is believed without a look at the signature: it comes from the region itself, and can only make them worthless.
 */
final class TokenAnswers {

    private static final List<String> OF_OAUTH = List.of("access_token", "id_token");
    private static final List<String> OF_API =
            List.of("AuthenticationResult.AccessToken", "AuthenticationResult.IdToken");

    private final Revocations revocations;
    private final AnswerGate ofOauth = gate(OF_OAUTH);
    private final AnswerGate ofApi = gate(OF_API);

    TokenAnswers(Revocations revocations) {
        this.revocations = revocations;
    }

    private AnswerGate gate(List<String> names) {
        return (carried, asked, home) -> Future.succeededFuture(refusal(carried, names));
    }

    /** Whether an operation's answer may hold tokens, and is to be read. */
    static boolean mayHoldTokens(Operation operation) {
        return operation.operationClass() == OperationClass.SIGN_IN && operation.surface() != Surface.PAGE;
    }

    /** What is settled of an operation's answer. */
    AnswerGate gate(Operation operation) {
        if (!mayHoldTokens(operation)) {
            return AnswerGate.OPEN;
        }
        return operation.surface() == Surface.API ? ofApi : ofOauth;
    }

    private Optional<Refusal> refusal(@Nullable Carried carried, List<String> names) {
        return carried instanceof Carried.Delivered delivered
                        && delivered.answer().status() / 100 == 2
                        && !revocations.isEmpty()
                ? refusal(delivered.answer(), names)
                : Optional.empty();
    }

    private Optional<Refusal> refusal(Outcome.Answered answer, List<String> names) {
        JsonFields fields = answer.rest() == null && !answer.headers().contains(HttpHeaders.CONTENT_ENCODING)
                ? JsonFields.parse(answer.body())
                : null;
        if (fields == null) {
            return isJson(answer) ? Optional.of(Refusal.UNJUDGED) : Optional.empty();
        }
        return names.stream().anyMatch(name -> isRevoked(fields.value(name)))
                ? Optional.of(Refusal.SESSION_REVOKED)
                : Optional.empty();
    }

    private static boolean isJson(Outcome.Answered answer) {
        String type = answer.headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.contains("json");
    }

    private boolean isRevoked(@Nullable String token) {
        Origin origin = token == null ? null : Origin.claimedBy(token);
        return origin != null && revocations.revokes(origin);
    }
}
