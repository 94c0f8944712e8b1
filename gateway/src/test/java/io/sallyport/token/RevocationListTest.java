package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationListTest {

    private static final TokenMark MARK = TokenMark.of("token");
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final VerificationKey KEY = ((VerificationKeys.Found) Attack.KEYS.find(ISSUER, Attack.RSA.kid()))
            .candidates()
            .get(0);

    private final List<String> told = new ArrayList<>();
    private final RevocationList.Observer observer = (unverified, most) -> told.add(unverified + " " + most);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final RevocationList list = new RevocationList(4, LONGEST, now::get, observer);

    private static Claims claims(String issuer, @Nullable Instant authTime) {
        return new Claims(
                issuer,
                "alice",
                null,
                null,
                Set.of(),
                Set.of(),
                NOW.plusSeconds(900),
                null,
                NOW,
                authTime,
                "jti",
                "sid",
                null);
    }

    private static Revocation id(String tokenId) {
        return new Revocation.OfTokenId(ISSUER, tokenId, NOW.plusSeconds(10));
    }

    private static Verdict.Accepted accepted(Claims claims) {
        return new Verdict.Accepted(claims, KEY, Algorithm.RS256);
    }

    @Test
    void revokesByDigestIdAndSession() {
        Claims claims = claims(ISSUER, NOW);
        assertThat(list.revokes(MARK, claims)).isFalse();

        list.note(new Revocation.OfToken(MARK));
        assertThat(list.revokes(MARK, claims)).isTrue();
        assertThat(list.revokes(MARK)).isTrue();
        assertThat(list.revokes(TokenMark.of("other"), claims)).isFalse();
        assertThat(list.revokes(TokenMark.of("other"))).isFalse();

        list.note(id("jti"));
        assertThat(list.revokes(TokenMark.of("other"), claims)).isTrue();
        assertThat(list.revokes(TokenMark.of("other"), claims("https://other", NOW)))
                .isFalse();
    }

    @Test
    void revokesASession() {
        list.note(new Revocation.OfSession(ISSUER, "sid"));

        assertThat(list.revokes(MARK, claims(ISSUER, NOW))).isTrue();
    }

    @Test
    void subjectIsRevokedBySignInTimeNotIssueTime() {
        list.note(new Revocation.OfSubject(ISSUER, "alice", NOW.minusSeconds(100)));

        assertThat(list.revokes(MARK, claims(ISSUER, NOW.minusSeconds(100)))).isTrue();
        assertThat(list.revokes(MARK, claims(ISSUER, NOW.minusSeconds(99)))).isFalse();
    }

    @Test
    void earlierSignOutDoesNotWeakenALaterOne() {
        list.note(new Revocation.OfSubject(ISSUER, "alice", NOW));
        list.note(new Revocation.OfSubject(ISSUER, "alice", NOW.minusSeconds(50)));

        assertThat(list.revokes(MARK, claims(ISSUER, NOW))).isTrue();
    }

    @Test
    void fullListSaysSoUntilOldOnesAreForgotten() {
        // "a" will be known for longer than the others.
        for (String jti : List.of("a", "b", "c", "d")) {
            assertThat(list.note(id(jti))).isPresent();
        }
        assertThat(list.note(id("e"))).isEmpty();
        assertThat(list.note(new Revocation.OfTokenId(ISSUER, "a", NOW.plusSeconds(20))))
                .isPresent();

        // The token itself is good for the skew after its expiry; so long must it be remembered.
        now.set(NOW.plusSeconds(10).plus(Duration.ofMinutes(5)).minusMillis(1));
        assertThat(list.note(id("e"))).isEmpty();

        now.set(NOW.plusSeconds(12).plus(Duration.ofMinutes(5)));
        assertThat(list.note(new Revocation.OfSession(ISSUER, "other"))).isPresent();
        assertThat(list.size()).isEqualTo(2);
        assertThat(list.revokes(MARK, claims(ISSUER, NOW))).isFalse();
    }

    @Test
    void whatHasNoKnownEndIsRememberedForTheLongestRefreshLifetime() {
        list.note(new Revocation.OfSession(ISSUER, "sid"));

        now.set(NOW.plus(LONGEST).minusMillis(1));
        assertThat(list.size()).isEqualTo(1);
        now.set(NOW.plus(LONGEST));
        assertThat(list.size()).isZero();
    }

    @Test
    void roomThatIsKeptCannotBeTakenByAnother() {
        List<RevocationList.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slots.add(list.reserve(true).orElseThrow());
        }
        assertThat(list.reserve(true)).isEmpty();
        assertThat(list.note(id("other"))).isEmpty();

        slots.get(0).giveBack();
        slots.get(0).giveBack();
        assertThat(list.note(id("other"))).isPresent();
        assertThat(list.reserve(true)).isEmpty();

        slots.get(1).use(new Revocation.OfSession(ISSUER, "sid"));
        slots.get(1).giveBack();
        assertThat(list.revokes(MARK, claims(ISSUER, NOW))).isTrue();
        assertThat(list.reserve(true)).isEmpty();
    }

    @Test
    void tokensThatNobodyVerifiedCannotFillTheList() {
        list.reserve(false).orElseThrow().use(new Revocation.OfToken(MARK));
        list.reserve(false).orElseThrow().use(new Revocation.OfToken(TokenMark.of("2")));

        assertThat(list.reserve(false)).isEmpty();
        assertThat(list.reserve(true)).isPresent();
    }

    @Test
    void verifiedEntriesDoNotTakeTheRoomOfUnverifiedOnes() {
        list.note(new Revocation.OfSession(ISSUER, "a"));
        list.note(new Revocation.OfSession(ISSUER, "b"));

        list.reserve(false).orElseThrow().use(new Revocation.OfToken(MARK));

        assertThat(list.unverified()).isEqualTo(1);
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.reserve(false)).isPresent();
    }

    @Test
    void anEntryThatIsVerifiedLaterMakesRoomForAnotherThatIsNot() {
        list.reserve(false).orElseThrow().use(new Revocation.OfToken(MARK));
        RevocationList.Slot open = list.reserve(false).orElseThrow();
        assertThat(list.reserve(false)).isEmpty();

        list.note(new Revocation.OfToken(MARK));
        assertThat(list.unverified()).isZero();
        assertThat(list.reserve(false)).isPresent();

        open.giveBack();
        now.set(NOW.plus(LONGEST));
        assertThat(list.size()).isZero();
        assertThat(list.unverified()).isZero();
    }

    @Test
    void aLimitThatIsReachedIsToldOnceUntilThereIsRoomAgain() {
        list.reserve(false).orElseThrow().use(new Revocation.OfToken(MARK));
        RevocationList.Slot last = list.reserve(false).orElseThrow();
        assertThat(told).isEmpty();

        list.reserve(false);
        list.reserve(false);
        assertThat(told).containsExactly("true 2");

        last.giveBack();
        assertThat(list.reserve(false)).isPresent();
        list.reserve(false);
        assertThat(told).containsExactly("true 2", "true 2");

        list.reserve(true);
        list.reserve(true);
        list.reserve(true);
        assertThat(told).containsExactly("true 2", "true 2", "false 4");
    }

    @Test
    void aLongListIsForgottenInShortSteps() {
        RevocationList large = new RevocationList(1000, LONGEST, now::get, observer);
        for (int i = 0; i < 1000; i++) {
            large.note(id("t" + i));
        }
        assertThat(large.note(id("more"))).isEmpty();

        now.set(NOW.plusSeconds(10).plus(Duration.ofMinutes(5)));
        assertThat(large.note(id("more"))).isPresent();

        assertThat(large.size()).isEqualTo(1001 - 2 * RevocationEntries.FORGOTTEN_AT_ONCE);
    }

    @Test
    void whatIsNotedAgainAndAgainTakesOnePlaceAndLastsFromTheLastTime() {
        for (int i = 0; i < 10; i++) {
            now.set(NOW.plusSeconds(i));
            list.note(new Revocation.OfSession(ISSUER, "sid"));
        }
        assertThat(list.size()).isEqualTo(1);

        now.set(NOW.plus(LONGEST).plusSeconds(9).minusMillis(1));
        assertThat(list.size()).isEqualTo(1);
        now.set(NOW.plus(LONGEST).plusSeconds(9));
        assertThat(list.size()).isZero();
    }

    @Test
    void aTokenThatDoesNotTellItsSignInIsJudgedByWhenItWasMade() {
        list.note(new Revocation.OfSubject(ISSUER, "alice", NOW.minusSeconds(1)));

        assertThat(list.revokes(origin(null, NOW))).isFalse();
        assertThat(list.revokes(origin(null, NOW.minusSeconds(1)))).isTrue();
        assertThat(list.revokes(origin(null, null))).isTrue();
        assertThat(list.revokes(origin(NOW.minusSeconds(1), NOW))).isTrue();
    }

    private static Origin origin(@Nullable Instant authTime, @Nullable Instant issuedAt) {
        return new Origin(ISSUER, "alice", null, null, authTime, issuedAt);
    }

    @Test
    void aSubjectIsSignedOutFromTheTokensOwnSignInThoughItsClockIsAhead() {
        Claims ahead = claims(ISSUER, NOW.plusSeconds(20));

        assertThat(Revocation.of(MARK, accepted(ahead), Revocation.Extent.SUBJECT, NOW))
                .isEqualTo(new Revocation.OfSubject(ISSUER, "alice", NOW.plusSeconds(20)));
        assertThat(Revocation.of(MARK, accepted(claims(ISSUER, null)), Revocation.Extent.SUBJECT, NOW.minusSeconds(5)))
                .isEqualTo(new Revocation.OfSubject(ISSUER, "alice", NOW));
    }

    @Test
    void onlyAGenuineTokenSpeaksForMoreThanItself() {
        Claims claims = claims(ISSUER, NOW);
        Verdict forged = new Verdict.Refused(Refusal.SIGNATURE, ISSUER);

        assertThat(Revocation.of(MARK, forged, Revocation.Extent.SUBJECT, NOW)).isEqualTo(new Revocation.OfToken(MARK));
        assertThat(Revocation.of(MARK, accepted(claims), Revocation.Extent.SUBJECT, NOW))
                .isEqualTo(new Revocation.OfSubject(ISSUER, "alice", NOW));
        assertThat(Revocation.of(MARK, accepted(claims), Revocation.Extent.SESSION, NOW))
                .isEqualTo(new Revocation.OfSession(ISSUER, "sid"));
        assertThat(Revocation.of(MARK, accepted(claims), Revocation.Extent.TOKEN, NOW))
                .isEqualTo(new Revocation.OfTokenId(ISSUER, "jti", claims.expiresAt()));
    }

    @Test
    void regionsOfOneProviderGoOnWithEachOthersSessionsUnderTheirOwnNames() {
        String other = "https://east.example.com/pool";
        RevocationList shared = new RevocationList(
                9, LONGEST, now::get, observer, issuer -> Set.of(ISSUER, other).contains(issuer) ? "one" : issuer);
        shared.note(new Revocation.OfSession(ISSUER, "sid"));

        assertThat(shared.revokes(MARK, claims(other, NOW))).isTrue();
        assertThat(shared.revokes(MARK, claims("https://elsewhere", NOW))).isFalse();
        shared.note(new Revocation.OfSession(other, "sid"));
        assertThat(shared.size()).as("the same session").isEqualTo(1);
        shared.note(new Revocation.OfSubject(other, "bob", NOW));
        shared.note(new Revocation.OfTokenId(other, "t", NOW.plusSeconds(1)));
        assertThat(shared.size()).isEqualTo(3);
    }

    @Test
    void whatWasNotedInAnEarlierLifeEndsWhenItWouldHave() {
        for (int i = 0; i < 6; i++) {
            list.restore(new Revocation.OfSession(ISSUER, "sid" + i), true, NOW.plusSeconds(10 + i));
        }
        list.restore(new Revocation.OfSubject(ISSUER, "alice", NOW), true, NOW.plusSeconds(10));

        assertThat(list.size()).as("more than there would be room for").isEqualTo(7);
        assertThat(list.revokes(MARK, claims(ISSUER, NOW))).isTrue();
        assertThat(list.reserve(true)).isEmpty();
        now.set(NOW.plusSeconds(11));
        assertThat(list.revokes(MARK, claims(ISSUER, NOW.plusSeconds(1)))).isFalse();
        assertThat(list.size()).isEqualTo(4);
    }

    @Test
    void aTokenSaysWhatItCameOfThoughNobodyBelievesIt() {
        TokenMint mint = TokenMint.rs256("k");
        Origin origin = Origin.claimedBy(mint.token(SampleClaims.good()));

        assertThat(origin)
                .isEqualTo(new Origin(
                        ISSUER, "alice-id", "session-1", "token-1", NOW.minusSeconds(60), NOW.minusSeconds(10)));
        assertThat(Origin.claimedBy(mint.token(SampleClaims.but("iss", null)))).isNull();
        assertThat(Origin.claimedBy(mint.token(SampleClaims.but("exp", null)))).isNull();
        for (String odd : List.of("", "a", "a.b", "a.b.c", "a.b.c.d.e", ".".repeat(4), "e30.e30.e30")) {
            assertThat(Origin.claimedBy(odd)).as(odd).isNull();
        }
    }
}
