package io.sallyport.edge;

import io.sallyport.keys.TokenValidation;
import io.sallyport.operation.Revokes;
import io.sallyport.proxy.Carried;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.sallyport.token.TokenDigest;
import io.sallyport.token.Verdict;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a request that passed through has revoked, once the region has accepted it. Room is kept before anything is
 * sent: a revocation that could not be enforced here must not be answered with the region's 200.
 */
final class SignOuts {

    private final TokenValidation validation;
    private final RevocationList revocations;
    private final InstantSource clock;

    SignOuts(TokenValidation validation, RevocationList revocations, InstantSource clock) {
        this.validation = validation;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** One that may go to the region. */
    final class Pending {
        private final TokenDigest digest;
        private final Verdict verdict;
        private final Revocation.Extent extent;
        private final RevocationList.@Nullable Slot slot;

        private Pending(
                TokenDigest digest, Verdict verdict, Revocation.Extent extent, RevocationList.@Nullable Slot slot) {
            this.digest = digest;
            this.verdict = verdict;
            this.extent = extent;
            this.slot = slot;
        }

        /** The region answered, or none did. In force when this returns. */
        void settle(Carried carried) {
            if (slot == null) {
                return;
            }
            if (isAccepted(carried)) {
                slot.use(Revocation.of(digest, verdict, extent, clock.instant()));
            } else {
                slot.giveBack();
            }
        }

        /** It was not sent, or nobody knows what became of it. */
        void giveUp() {
            if (slot != null) {
                slot.giveBack();
            }
        }
    }

    /**
     * Prepares for a sign-out by a token.
     *
     * @return empty where it could not be noted, so that it must not be sent; never fails
     */
    Future<Optional<Pending>> prepare(Revokes revokes, String token) {
        return validation.validate(token, Policy.ANY).map(verdict -> prepared(revokes, token, verdict));
    }

    private Optional<Pending> prepared(Revokes revokes, String token, Verdict verdict) {
        RevocationList.Slot slot =
                revocations.reserve(verdict instanceof Verdict.Accepted).orElse(null);
        // What is no access token of ours would be refused here anyway, so the region's word is enough.
        if (slot == null && !(verdict instanceof Verdict.Refused)) {
            return Optional.empty();
        }
        Revocation.Extent extent = Revocation.Extent.valueOf(revokes.what().name());
        return Optional.of(new Pending(TokenDigest.of(token), verdict, extent, slot));
    }

    private static boolean isAccepted(Carried carried) {
        return carried instanceof Carried.Delivered delivered
                && delivered.answer().failure() == null
                && delivered.answer().status() / 100 == 2;
    }
}
