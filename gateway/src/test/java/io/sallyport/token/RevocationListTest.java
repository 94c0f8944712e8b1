package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationListTest {

    private static final TokenDigest DIGEST = TokenDigest.of("token");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final RevocationList list = new RevocationList(2, now::get);

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

    @Test
    void revokesByDigestIdAndSession() {
        Claims claims = claims(ISSUER, NOW);
        assertThat(list.revokes(DIGEST, claims)).isFalse();

        list.revokeToken(DIGEST, NOW.plusSeconds(1));
        assertThat(list.revokes(DIGEST, claims)).isTrue();
        assertThat(list.revokes(TokenDigest.of("other"), claims)).isFalse();

        list.revokeTokenId(ISSUER, "jti", NOW.plusSeconds(1));
        assertThat(list.revokes(TokenDigest.of("other"), claims)).isTrue();
        assertThat(list.revokes(TokenDigest.of("other"), claims("https://other", NOW)))
                .isFalse();
    }

    @Test
    void revokesASession() {
        list.revokeSession(ISSUER, "sid", NOW.plusSeconds(1));

        assertThat(list.revokes(DIGEST, claims(ISSUER, NOW))).isTrue();
    }

    @Test
    void subjectIsRevokedBySignInTimeNotIssueTime() {
        list.revokeSubject(ISSUER, "alice", NOW.minusSeconds(100), NOW.plusSeconds(900));

        assertThat(list.revokes(DIGEST, claims(ISSUER, NOW.minusSeconds(100)))).isTrue();
        assertThat(list.revokes(DIGEST, claims(ISSUER, NOW.minusSeconds(99)))).isFalse();
        assertThat(list.revokes(DIGEST, claims(ISSUER, null))).isTrue();
    }

    @Test
    void earlierSignOutDoesNotWeakenALaterOne() {
        list.revokeSubject(ISSUER, "alice", NOW, NOW.plusSeconds(900));
        list.revokeSubject(ISSUER, "alice", NOW.minusSeconds(50), NOW.plusSeconds(10));

        assertThat(list.revokes(DIGEST, claims(ISSUER, NOW))).isTrue();
    }

    @Test
    void fullListSaysSoUntilOldOnesAreForgotten() {
        assertThat(list.revokeTokenId(ISSUER, "a", NOW.plusSeconds(10))).isTrue();
        assertThat(list.revokeTokenId(ISSUER, "b", NOW.plusSeconds(10))).isTrue();
        assertThat(list.revokeTokenId(ISSUER, "c", NOW.plusSeconds(10))).isFalse();
        assertThat(list.revokeTokenId(ISSUER, "a", NOW.plusSeconds(20))).isTrue();

        now.set(NOW.plusSeconds(10));

        assertThat(list.revokeTokenId(ISSUER, "c", NOW.plusSeconds(20))).isTrue();
        assertThat(list.size()).isEqualTo(2);
    }
}
