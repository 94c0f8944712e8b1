package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.keys.TokenValidation;
import io.sallyport.operation.Revokes;
import io.sallyport.proxy.Carried;
import io.sallyport.serving.revocation.Accepted;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.token.Claims;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.sallyport.token.TokenMark;
import io.sallyport.token.Verdict;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a request that passed through has revoked, once the region has accepted it and before the client hears of it.
 * Room is kept before anything is sent: a revocation that could not be kept must not be answered with the region's 200.
 */
final class SignOuts {

    /** Tokens that are good nowhere any more, and are no refresh tokens either: nothing is left to revoke. */
    private static final Set<io.sallyport.token.Refusal> OVER = EnumSet.of(
            io.sallyport.token.Refusal.KEY_UNSUITABLE,
            io.sallyport.token.Refusal.SIGNATURE,
            io.sallyport.token.Refusal.EXPIRED,
            io.sallyport.token.Refusal.REVOKED);

    /** Tokens that are never accepted here, and may be elsewhere: nothing is left to enforce. */
    private static final Set<io.sallyport.token.Refusal> UNWANTED =
            EnumSet.of(io.sallyport.token.Refusal.SENDER_CONSTRAINED, io.sallyport.token.Refusal.AUDIENCE);

    private final TokenValidation validation;
    private final RevocationJournal journal;
    private final SourceRate rate;
    private final InstantSource clock;

    /**
     * Makes it.
     *
     * @param rate of noting tokens that nobody could verify
     */
    SignOuts(TokenValidation validation, RevocationJournal journal, SourceRate rate, InstantSource clock) {
        this.validation = validation;
        this.journal = journal;
        this.rate = rate;
        this.clock = clock;
    }

    /** One that may go to the region. */
    private final class Pending implements AnswerGate {
        private final SignOutRequest request;
        private final TokenMark mark;
        private final Verdict verdict;
        private final RevocationList.@Nullable Slot slot;

        private Pending(SignOutRequest request, Verdict verdict, RevocationList.@Nullable Slot slot) {
            this.request = request;
            this.mark = TokenMark.of(request.token());
            this.verdict = verdict;
            this.slot = slot;
        }

        @Override
        public Future<Optional<Refusal>> settle(
                @Nullable Carried carried, RegionName asked, @Nullable RegionName home) {
            boolean isUnknown = carried == null || carried instanceof Carried.Unanswered;
            if (isUnknown ? verdict instanceof Verdict.Accepted : isAccepted(carried)) {
                return kept(asked, home);
            }
            giveUp();
            return Future.succeededFuture(Optional.empty());
        }

        /** What was noted before is perhaps not on disk yet. */
        private Future<Optional<Refusal>> kept(RegionName asked, @Nullable RegionName home) {
            Future<Void> kept = slot == null ? journal.noted() : journal.note(slot, accepted(asked, home));
            return kept.map(done -> Optional.<Refusal>empty()).otherwise(Optional.of(Refusal.REVOCATION_NOT_KEPT));
        }

        private Accepted accepted(RegionName region, @Nullable RegionName home) {
            Revocation.Extent extent =
                    Revocation.Extent.valueOf(revokes(request).what().name());
            Claims claims = verdict instanceof Verdict.Accepted accepted ? accepted.claims() : null;
            String issuing = claims == null ? null : claims.region();
            return new Accepted(
                    request.operation(),
                    region,
                    Revocation.of(mark, verdict, extent, clock.instant()),
                    request.token(),
                    claims,
                    request.clientId(),
                    request.isPublic(),
                    issuing == null ? home : new RegionName(issuing));
        }

        @Override
        public void giveUp() {
            if (slot != null) {
                slot.giveBack();
            }
        }
    }

    private static Revokes revokes(SignOutRequest request) {
        return Objects.requireNonNull(request.operation().revokes(), "a sign-out");
    }

    /**
     * Prepares for a sign-out by a token. Where it is sent and nobody knows what became of it, it is noted if the token is
     * good: who proved by it whom to sign out wanted that. Of any other token the region's word would have been all there is.
     *
     * @param source the client's address
     * @param serving the region that it will go to if nothing tells another
     * @return empty where it could not be noted, so that it must not be sent; never fails
     */
    Future<Optional<AnswerGate>> prepare(SignOutRequest request, String source, RegionName serving) {
        boolean mayConcernOthers =
                journal.rules().mayConcern(serving, revokes(request).what());
        return validation
                .validate(request.token(), Policy.ANY)
                .map(verdict -> prepared(request, source, verdict, mayConcernOthers));
    }

    private Optional<AnswerGate> prepared(
            SignOutRequest request, String source, Verdict verdict, boolean mayConcernOthers) {
        RevocationList.Slot slot =
                isWorthNoting(verdict, mayConcernOthers) ? slot(request, source, verdict, mayConcernOthers) : null;
        // What is no access token of ours is refused here anyway, so the region's word is enough; but not for
        // another region, and not where nothing can be kept.
        boolean isRegionsWordEnough = verdict instanceof Verdict.Refused refused
                && (OVER.contains(refused.reason()) || (!mayConcernOthers && journal.isWritable()));
        return slot == null && !isRegionsWordEnough
                ? Optional.empty()
                : Optional.of(new Pending(request, verdict, slot));
    }

    private static boolean isWorthNoting(Verdict verdict, boolean mayConcernOthers) {
        return !(verdict instanceof Verdict.Refused refused)
                || !(OVER.contains(refused.reason()) || (UNWANTED.contains(refused.reason()) && !mayConcernOthers));
    }

    private RevocationList.@Nullable Slot slot(
            SignOutRequest request, String source, Verdict verdict, boolean mayConcernOthers) {
        boolean isVerified = verdict instanceof Verdict.Accepted;
        int kept = mayConcernOthers && request.isPublic() ? request.token().length() : 0;
        return isVerified || rate.admits(source)
                ? journal.reserve(isVerified, kept).orElse(null)
                : null;
    }

    private static boolean isAccepted(@Nullable Carried carried) {
        return carried instanceof Carried.Delivered delivered
                && delivered.answer().failure() == null
                && delivered.answer().status() / 100 == 2;
    }
}
