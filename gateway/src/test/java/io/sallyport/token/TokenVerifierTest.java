package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private static final TokenMint MINT = TokenMint.rs256("key-1");
    private static final KeysInMemory KEYS = new KeysInMemory().with(ISSUER, MINT.jwk());
    private static final TrustedIssuer TRUSTED =
            TrustedIssuer.of(ISSUER).withAlgorithms(EnumSet.allOf(Algorithm.class));

    private final TokenVerifier verifier = new TokenVerifier(List.of(TRUSTED), SignatureChecker.platform());

    private Verdict verify(String token, Policy policy) {
        return verifier.verify(token, KEYS, policy, NOW);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void acceptsEachAlgorithm(Algorithm algorithm) {
        TokenMint mint = TokenMint.of("k", algorithm);
        KeysInMemory keys = new KeysInMemory().with(ISSUER, mint.jwk());

        Verdict verdict = verifier.verify(mint.token(SampleClaims.good()), keys, Policy.ANY, NOW);

        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        assertThat(((Verdict.Accepted) verdict).algorithm()).isEqualTo(algorithm);
    }

    @Test
    void tellsWhatTheTokenSays() {
        Verdict verdict = verify(MINT.token(SampleClaims.good()), Policy.ANY);

        Claims claims = ((Verdict.Accepted) verdict).claims();
        assertThat(claims)
                .isEqualTo(new Claims(
                        ISSUER,
                        "alice-id",
                        "demo-web",
                        "alice",
                        Set.of("openid", "orders/read"),
                        Set.of("https://api.example.com"),
                        NOW.plusSeconds(900),
                        null,
                        NOW.minusSeconds(10),
                        NOW.minusSeconds(60),
                        "token-1",
                        "session-1",
                        "us-west-2"));
        assertThat(claims.toString()).doesNotContain("alice");
    }

    @Test
    void namesNoRegionWhereTwoPublishTheKey() {
        KeysInMemory keys = new KeysInMemory();
        VerificationKey one = ((VerificationKeys.Found) KEYS.find(ISSUER, "key-1"))
                .candidates()
                .get(0)
                .alsoIn(Set.of("us-east-1"));

        Verdict verdict = verifier.verify(
                MINT.token(SampleClaims.good()),
                (issuer, kid) -> new VerificationKeys.Found(List.of(one)),
                Policy.ANY,
                NOW);

        assertThat(((Verdict.Accepted) verdict).claims().region()).isNull();
        assertThat(keys.find(ISSUER, "key-1")).isEqualTo(VerificationKeys.Unknown.INSTANCE);
    }

    @Test
    void triesEachOfTwoKeysWithOneId() {
        TokenMint other = TokenMint.rs256("key-1");
        KeysInMemory keys =
                new KeysInMemory().with(ISSUER, other.jwk(), "us-east-1").with(ISSUER, MINT.jwk());

        Verdict verdict = verifier.verify(MINT.token(SampleClaims.good()), keys, Policy.ANY, NOW);

        assertThat(((Verdict.Accepted) verdict).claims().region()).isEqualTo("us-west-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt", "Application/AT+JWT"})
    void acceptsTypesOfAccessTokens(String typ) {
        Map<String, Object> header = MINT.header();
        header.put("typ", typ);

        assertThat(verify(MINT.token(header, SampleClaims.good()), Policy.ANY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void acceptsWithoutTypeAndOptionalClaims() {
        Map<String, Object> header = MINT.header();
        header.remove("typ");
        String token = MINT.token(header, Map.of("iss", ISSUER, "exp", NOW.getEpochSecond() + 1));

        assertThat(verify(token, Policy.ANY)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void ignoresPlacesOfKeysInTheHeaderOfAGoodToken() {
        Map<String, Object> header = MINT.header();
        header.put("jku", "https://evil.example.com/jwks.json");

        assertThat(verify(MINT.token(header, SampleClaims.good()), Policy.ANY)).isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -31, EXPIRED",
        "exp, -30, EXPIRED",
        "exp, -29, ",
        "nbf, 30, ",
        "nbf, 31, NOT_YET_VALID",
        "iat, 30, ",
        "iat, 31, ISSUED_IN_FUTURE"
    })
    void allowsExactlyTheSkew(String claim, long offset, @Nullable Refusal refusal) {
        Map<String, Object> claims = SampleClaims.but("iat", NOW.getEpochSecond() - 900);
        claims.put(claim, NOW.getEpochSecond() + offset);

        Verdict verdict = verify(MINT.token(claims), Policy.ANY);

        if (refusal == null) {
            assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        } else {
            assertThat(verdict).isEqualTo(new Verdict.Refused(refusal, ISSUER));
        }
    }

    @Test
    void acceptsFractionsOfSeconds() {
        String token = MINT.token(SampleClaims.but("exp", NOW.getEpochSecond() + 10.5));

        assertThat(((Verdict.Accepted) verify(token, Policy.ANY)).claims().expiresAt())
                .isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    void admitsByAudienceOrClient() {
        String token = MINT.token(SampleClaims.good());

        assertThat(verify(token, Policy.of(Set.of("https://api.example.com"), Set.of(), Set.of())))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(verify(token, Policy.of(Set.of("other"), Set.of("demo-web"), Set.of())))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(verify(token, Policy.of(Set.of("demo-web"), Set.of("other"), Set.of())))
                .isEqualTo(new Verdict.Refused(Refusal.AUDIENCE, ISSUER));
    }

    @Test
    void requestNarrowsPolicyButNeverWidensIt() {
        Policy configured = Policy.of(Set.of(), Set.of("demo-service"), Set.of("orders/read"));
        Policy asked = Policy.of(Set.of("https://api.example.com"), Set.of(), Set.of("openid"));

        Verdict verdict = verify(MINT.token(SampleClaims.good()), configured.and(asked));

        assertThat(verdict).isEqualTo(new Verdict.Refused(Refusal.AUDIENCE, ISSUER));
        assertThat(configured.and(asked).scopes()).containsExactlyInAnyOrder("orders/read", "openid");
    }

    @Test
    void missingScopeIsForbiddenNotUnauthorized() {
        Verdict verdict = verify(
                MINT.token(SampleClaims.good()), Policy.of(Set.of(), Set.of(), Set.of("orders/read", "orders/write")));

        assertThat(verdict).isEqualTo(new Verdict.Refused(Refusal.INSUFFICIENT_SCOPE, ISSUER));
        assertThat(Refusal.INSUFFICIENT_SCOPE.error().status()).isEqualTo(403);
        assertThat(verdict.reasonTag()).isEqualTo("insufficient_scope");
    }

    @Test
    void issuersOwnPartiesCountBeforeAnyPolicy() {
        TokenVerifier strict = new TokenVerifier(
                List.of(TRUSTED.withParties(new Policy.Parties(Set.of(), Set.of("demo-service")))),
                SignatureChecker.platform());

        assertThat(strict.verify(MINT.token(SampleClaims.good()), KEYS, Policy.ANY, NOW))
                .isEqualTo(new Verdict.Refused(Refusal.AUDIENCE, ISSUER));
    }

    @Test
    void readsScopesOfAnArray() {
        Map<String, Object> claims = SampleClaims.but("scope", null);
        claims.put("scp", List.of("a", "b"));

        assertThat(((Verdict.Accepted) verify(MINT.token(claims), Policy.ANY))
                        .claims()
                        .scopes())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource(Verdict.Doubt.class)
    void isUndecidedWhereKeysCannotTell(Verdict.Doubt doubt) {
        Verdict verdict = verifier.verify(
                MINT.token(SampleClaims.good()), (issuer, kid) -> new VerificationKeys.Unsure(doubt), Policy.ANY, NOW);

        assertThat(verdict).isEqualTo(new Verdict.Undecided(doubt, ISSUER, "key-1"));
        assertThat(verdict.resultTag()).isEqualTo("undecided");
    }

    @Test
    void rechecksTimeKeyPolicyAndIssuer() {
        KeysInMemory keys = new KeysInMemory().with(ISSUER, MINT.jwk());
        Verdict.Accepted accepted =
                (Verdict.Accepted) verifier.verify(MINT.token(SampleClaims.good()), keys, Policy.ANY, NOW);
        Instant later = NOW.plus(Duration.ofHours(1));
        TokenVerifier without = new TokenVerifier(List.of(), SignatureChecker.platform());

        assertThat(verifier.recheck(accepted, keys, Policy.ANY, NOW)).isSameAs(accepted);
        assertThat(verifier.recheck(accepted, keys, Policy.ANY, later))
                .isEqualTo(new Verdict.Refused(Refusal.EXPIRED, ISSUER));
        assertThat(verifier.recheck(accepted, keys, Policy.of(Set.of("x"), Set.of(), Set.of()), NOW))
                .isEqualTo(new Verdict.Refused(Refusal.AUDIENCE, ISSUER));
        assertThat(without.recheck(accepted, keys, Policy.ANY, NOW))
                .isEqualTo(new Verdict.Refused(Refusal.ISSUER, null));
        keys.withdraw(ISSUER, "key-1");
        assertThat(verifier.recheck(accepted, keys, Policy.ANY, NOW))
                .isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_KEY, ISSUER));
        keys.with(ISSUER, TokenMint.rs256("key-1").jwk());
        assertThat(verifier.recheck(accepted, keys, Policy.ANY, NOW))
                .isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_KEY, ISSUER));
    }
}
