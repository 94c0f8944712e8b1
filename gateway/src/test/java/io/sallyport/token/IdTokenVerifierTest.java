package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenVerifierTest {

    private static final TokenMint MINT = Attack.RSA;

    private final IdTokenVerifier verifier = new IdTokenVerifier(
            List.of(TrustedIssuer.of(ISSUER).withAlgorithms(EnumSet.allOf(Algorithm.class))),
            SignatureChecker.platform());

    private IdTokenVerdict verify(String token, Instant now) {
        return verifier.verify(token, Attack.KEYS, now);
    }

    private static String but(String claim, @Nullable Object value) {
        Map<String, Object> claims = SampleClaims.idToken(ISSUER);
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return MINT.token(claims);
    }

    private static Refusal refusal(IdTokenVerdict verdict) {
        return ((Verdict.Refused) ((IdTokenVerdict.NotBelieved) verdict).verdict()).reason();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void believesWhatAKeyOfItsIssuerHasSigned(Algorithm algorithm) {
        TokenMint mint = TokenMint.of("k", algorithm);
        KeysInMemory keys = new KeysInMemory().with(ISSUER, mint.jwk());

        IdTokenVerdict verdict = verifier.verify(mint.token(SampleClaims.idToken(ISSUER)), keys, NOW);

        IdToken token = ((IdTokenVerdict.Genuine) verdict).token();
        assertThat(token.algorithm()).isEqualTo(algorithm);
        assertThat(token.region()).isEqualTo("us-west-2");
        assertThat(token.accessTokenHash()).isEqualTo("77QmUPtjPfzWtF2AnpK9RQ");
        assertThat(new String(token.payload(), StandardCharsets.UTF_8)).contains("n-0S6_WzA2Mj");
        assertThat(token.toString()).doesNotContain("alice");
    }

    static Stream<Attack> attacks() {
        return Stream.of(HeaderAttacks.all(), FormAttacks.all(), SignatureAttacks.all(), KeyAttacks.all())
                .flatMap(List::stream)
                .filter(attack -> attack.refusal() != Refusal.TOKEN_TYPE);
    }

    /** Their claims are an access token's: what is seen before anybody looks at those is the same. */
    @ParameterizedTest
    @MethodSource("attacks")
    void refusesEachAttackThatAnAccessTokenCouldMake(Attack attack) {
        assertThat(refusal(verifier.verify(attack.token(), attack.keys(), NOW))).isEqualTo(attack.refusal());
        assertThat(refusal(verifier.identify(attack.token(), attack.keys()))).isEqualTo(attack.refusal());
    }

    static Stream<Arguments> otherKinds() {
        return Stream.of(
                Arguments.of("token_use", "access"),
                Arguments.of("token_use", "ID"),
                Arguments.of("typ", "Bearer"),
                Arguments.of("typ", "Logout"),
                Arguments.of("typ", "Refresh"),
                Arguments.of("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())),
                Arguments.of("sub", null),
                Arguments.of("aud", null),
                Arguments.of("aud", List.of()),
                Arguments.of("iat", null),
                Arguments.of("at_hash", 7),
                Arguments.of("at_hash", List.of("77QmUPtjPfzWtF2AnpK9RQ")));
    }

    @ParameterizedTest
    @MethodSource("otherKinds")
    void refusesAnotherKindOfToken(String claim, @Nullable Object value) {
        assertThat(refusal(verify(but(claim, value), NOW))).isEqualTo(Refusal.TOKEN_TYPE);
        assertThat(refusal(verifier.identify(but(claim, value), Attack.KEYS))).isEqualTo(Refusal.TOKEN_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "logout+jwt", "application/secevent+jwt", "dpop+jwt"})
    void refusesTheHeaderOfAnotherKind(String typ) {
        Map<String, Object> header = MINT.header();
        header.put("typ", typ);

        assertThat(refusal(verify(MINT.token(header, SampleClaims.idToken(ISSUER)), NOW)))
                .isEqualTo(Refusal.TOKEN_TYPE);
    }

    @Test
    void takesTheTypesThatProvidersGiveIdTokens() {
        Map<String, Object> header = MINT.header();
        header.remove("typ");

        assertThat(verify(but("typ", "ID"), NOW)).isInstanceOf(IdTokenVerdict.Genuine.class);
        assertThat(verify(but("token_use", null), NOW)).isInstanceOf(IdTokenVerdict.Genuine.class);
        assertThat(verify(MINT.token(header, SampleClaims.idToken(ISSUER)), NOW))
                .isInstanceOf(IdTokenVerdict.Genuine.class);
    }

    @Test
    void isGoodForItsTimeAndAHintForEver() {
        String token = MINT.token(SampleClaims.idToken(ISSUER));
        Instant end = NOW.plusSeconds(900 + 30);

        assertThat(verify(token, end.minusSeconds(1))).isInstanceOf(IdTokenVerdict.Genuine.class);
        assertThat(refusal(verify(token, end))).isEqualTo(Refusal.EXPIRED);
        assertThat(refusal(verify(token, NOW.minusSeconds(41)))).isEqualTo(Refusal.ISSUED_IN_FUTURE);
        assertThat(refusal(verify(but("nbf", NOW.getEpochSecond() + 31), NOW))).isEqualTo(Refusal.NOT_YET_VALID);
        assertThat(verifier.identify(token, Attack.KEYS)).isInstanceOf(IdTokenVerdict.Genuine.class);
        assertThat(refusal(verify(but("exp", null), NOW))).isEqualTo(Refusal.NO_EXPIRY);
        assertThat(refusal(verifier.identify(but("exp", null), Attack.KEYS))).isEqualTo(Refusal.NO_EXPIRY);
    }

    @Test
    void cannotTellWhereItsKeyIsNotInHand() {
        VerificationKeys unsure = (issuer, kid) -> new VerificationKeys.Unsure(Verdict.Doubt.UNSEEN_KEY);

        IdTokenVerdict verdict = verifier.verify(MINT.token(SampleClaims.idToken(ISSUER)), unsure, NOW);

        assertThat(((IdTokenVerdict.NotBelieved) verdict).verdict())
                .isEqualTo(new Verdict.Undecided(Verdict.Doubt.UNSEEN_KEY, ISSUER, MINT.kid()));
    }

    @Test
    void isForItsAudienceAndItsAuthorizedParty() {
        Map<String, Object> claims = SampleClaims.idToken(ISSUER);
        claims.put("aud", List.of("one", "two"));
        claims.put("azp", "three");
        IdToken token = ((IdTokenVerdict.Genuine) verify(MINT.token(claims), NOW)).token();

        assertThat(token.isFor(Set.of("one"))).isTrue();
        assertThat(token.isFor(Set.of("x", "two"))).isTrue();
        assertThat(token.isFor(Set.of("three"))).isTrue();
        assertThat(token.isFor(Set.of("four"))).isFalse();
        assertThat(token.isFor(Set.of("ONE", ""))).isFalse();
    }

    @Test
    void aTokenThatTheGatewaySignedIsNoAccessToken() {
        Map<String, Object> claims = SampleClaims.good();
        claims.put(IdToken.ORIGINAL, "x");
        TokenVerifier access = new TokenVerifier(List.of(TrustedIssuer.of(ISSUER)), SignatureChecker.platform());

        Verdict verdict = access.verify(MINT.token(claims), Attack.KEYS, Policy.ANY, NOW);

        assertThat(((Verdict.Refused) verdict).reason()).isEqualTo(Refusal.TOKEN_TYPE);
        assertThat(((IdTokenVerdict.Genuine) verify(but(IdToken.ORIGINAL, 7), NOW))
                        .token()
                        .hasOriginal())
                .isTrue();
    }

    @Test
    void skewIsTheIssuersOwn() {
        IdTokenVerifier strict = new IdTokenVerifier(
                List.of(TrustedIssuer.of(ISSUER).withSkew(Duration.ZERO)), SignatureChecker.platform());

        assertThat(refusal(strict.verify(MINT.token(SampleClaims.idToken(ISSUER)), Attack.KEYS, NOW.plusSeconds(900))))
                .isEqualTo(Refusal.EXPIRED);
    }
}
