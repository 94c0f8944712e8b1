package io.sallyport.serving.revocation;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Operation;
import io.sallyport.token.Claims;
import io.sallyport.token.Revocation;
import org.jspecify.annotations.Nullable;

/**
 * A sign-out that a region accepted.
 *
 * @param operation what it was
 * @param region which did
 * @param revocation what is revoked by it
 * @param token that asked for it, as the region saw it
 * @param claims of the token, where it was verified
 * @param clientId the client that brought it; null where the operation names none
 * @param isPublic whether the client showed no credential, so that the token alone asks for it again
 * @param home the one region that knows what the token stands for; null where more do, or nobody knows
 */
public record Accepted(
        Operation operation,
        RegionName region,
        Revocation revocation,
        String token,
        @Nullable Claims claims,
        @Nullable String clientId,
        boolean isPublic,
        @Nullable RegionName home) {

    /** Names nothing. */
    @Override
    public String toString() {
        return "Accepted[" + operation.name() + " at " + region + "]";
    }
}
