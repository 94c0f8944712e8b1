package io.sallyport.edge;

import io.sallyport.keys.TokenValidation;
import io.sallyport.operation.Revokes;
import io.sallyport.proxy.Carried;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.sallyport.token.TokenMark;
import io.sallyport.token.Verdict;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a request that passed through has revoked, once the region has accepted it. Room is kept before anything is
 * sent: a revocation that could not be enforced here must not be answered with the region's 200.
 */
final class SignOuts {

    /** Tokens that are never accepted here again, and are no refresh tokens either: nothing is left to enforce. */
    private static final Set<io.sallyport.token.Refusal> REFUSED_FOR_GOOD = Set.of(
            io.sallyport.token.Refusal.KEY_UNSUITABLE,
            io.sallyport.token.Refusal.SIGNATURE,
            io.sallyport.token.Refusal.EXPIRED,
            io.sallyport.token.Refusal.SENDER_CONSTRAINED,
            io.sallyport.token.Refusal.AUDIENCE,
            io.sallyport.token.Refusal.REVOKED);

    private final TokenValidation validation;
    private final RevocationList revocations;
    private final SourceRate rate;
    private final InstantSource clock;

    /**
     * Makes it.
     *
     * @param rate of noting tokens that nobody could verify
     */
    SignOuts(TokenValidation validation, RevocationList revocations, SourceRate rate, InstantSource clock) {
        this.validation = validation;
        this.revocations = revocations;
        this.rate = rate;
        this.clock = clock;
    }

    /** One that may go to the region. */
    final class Pending implements AnswerGate {
        private final TokenMark mark;
        private final Verdict verdict;
        private final Revocation.Extent extent;
        private final RevocationList.@Nullable Slot slot;

        private Pending(TokenMark mark, Verdict verdict, Revocation.Extent extent, RevocationList.@Nullable Slot slot) {
            this.mark = mark;
            this.verdict = verdict;
            this.extent = extent;
            this.slot = slot;
        }

        /** In force when this returns. */
        @Override
        public Optional<Refusal> settle(@Nullable Carried carried) {
            if (carried == null || carried instanceof Carried.Unanswered) {
                settleUnknown();
            } else if (slot != null && isAccepted(carried)) {
                slot.use(Revocation.of(mark, verdict, extent, clock.instant()));
            } else {
                giveUp();
            }
            return Optional.empty();
        }

        /**
         * It was sent, and nobody knows what became of it. Who proved by a good token whom to sign out wanted that; of any
         * other token the region's word would have been all there is.
         */
        private void settleUnknown() {
            if (slot != null && verdict instanceof Verdict.Accepted) {
                slot.use(Revocation.of(mark, verdict, extent, clock.instant()));
            } else {
                giveUp();
            }
        }

        @Override
        public void giveUp() {
            if (slot != null) {
                slot.giveBack();
            }
        }
    }

    /**
     * Prepares for a sign-out by a token.
     *
     * @param token as the region will see it
     * @param source the client's address
     * @return empty where it could not be noted, so that it must not be sent; never fails
     */
    Future<Optional<Pending>> prepare(Revokes revokes, String token, String source) {
        return validation.validate(token, Policy.ANY).map(verdict -> prepared(revokes, token, source, verdict));
    }

    private Optional<Pending> prepared(Revokes revokes, String token, String source, Verdict verdict) {
        Revocation.Extent extent = Revocation.Extent.valueOf(revokes.what().name());
        TokenMark mark = TokenMark.of(token);
        RevocationList.Slot slot = slot(source, verdict);
        // What is no access token of ours would be refused here anyway, so the region's word is enough.
        if (slot == null && !(verdict instanceof Verdict.Refused)) {
            return Optional.empty();
        }
        return Optional.of(new Pending(mark, verdict, extent, slot));
    }

    private RevocationList.@Nullable Slot slot(String source, Verdict verdict) {
        boolean isVerified = verdict instanceof Verdict.Accepted;
        if (verdict instanceof Verdict.Refused refused && REFUSED_FOR_GOOD.contains(refused.reason())) {
            return null;
        }
        return isVerified || rate.admits(source)
                ? revocations.reserve(isVerified).orElse(null)
                : null;
    }

    private static boolean isAccepted(Carried carried) {
        return carried instanceof Carried.Delivered delivered
                && delivered.answer().failure() == null
                && delivered.answer().status() / 100 == 2;
    }
}
