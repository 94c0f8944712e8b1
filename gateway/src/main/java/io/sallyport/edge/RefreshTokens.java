package io.sallyport.edge;

import io.sallyport.operation.Fields;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.token.Revocations;
import io.sallyport.token.TokenMark;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a refresh may be sent: not with a refresh token that was revoked here, which another region may take yet. */
final class RefreshTokens {

    private final Revocations revocations;

    RefreshTokens(Revocations revocations) {
        this.revocations = revocations;
    }

    /**
     * Why the operation may not be sent; empty where it may.
     *
     * @param fields of the body as the region would see it
     */
    Optional<Refusal> refuse(Operation operation, Fields fields) {
        if (operation.operationClass() != OperationClass.SIGN_IN) {
            return Optional.empty();
        }
        for (Map.Entry<String, HintKind> taken : operation.hints().takes().entrySet()) {
            Refusal refusal = taken.getValue() == HintKind.REFRESH_TOKEN ? refusal(fields, taken.getKey()) : null;
            if (refusal != null) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** Of two tokens the region could take the one and the gateway the other (RFC 6749 §3.2). */
    private @Nullable Refusal refusal(Fields fields, String name) {
        if (fields instanceof FormFields form && form.isRepeated(name)) {
            return Refusal.BAD_REQUEST;
        }
        String token = fields.value(name);
        return token != null && revocations.revokes(TokenMark.of(token)) ? Refusal.REFRESH_REVOKED : null;
    }
}
