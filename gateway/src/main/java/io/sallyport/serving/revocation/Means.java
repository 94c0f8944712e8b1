package io.sallyport.serving.revocation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what a sign-out can be asked for once more: the token that asked for it. Kept only while a region has to hear of it that
 * the gateway's own credential does not reach. Never a client's credential.
 *
 * @param token as the region saw it
 * @param clientId the public client that brought it; null where the operation names none
 * @param expiresAt when the token is good for nothing; null where nobody knows
 */
public record Means(
        String token, @Nullable String clientId, @Nullable Instant expiresAt) {

    /** Longer ones are no refresh token of any provider that is known. */
    public static final int LONGEST_TOKEN = 8 * 1024;

    /** Whether it is good for nothing any more. */
    public boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Names nothing. */
    @Override
    public String toString() {
        return "Means";
    }
}
