package io.sallyport.token;

import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as Cognito makes them: a header of kid and alg alone; access tokens with client_id and no aud. */
class CognitoTokenTest {

    private static final String ISSUER = "https://issuer-cognito-idp.us-west-2.amazonaws.com/us-west-2_AbCdEf123";
    private static final String CLIENT = "1h57kf5cpq17m0eml12EXAMPLE";
    private static final TokenMint MINT = TokenMint.rs256("key-1");
    private static final KeysInMemory KEYS = new KeysInMemory().with(ISSUER, MINT.jwk());

    private static Verdict verdict(Map<String, Object> claims, Policy.Parties parties, Policy policy) {
        TrustedIssuer issuer = TrustedIssuer.of(ISSUER).withParties(parties);
        Map<String, Object> header = MINT.header();
        header.remove("typ");
        return new TokenVerifier(List.of(issuer), SignatureChecker.platform())
                .verify(MINT.token(header, claims), KEYS, policy, NOW);
    }

    private static Policy.Parties clients(String... clients) {
        return new Policy.Parties(Set.of(), Set.of(clients));
    }

    private static Map<String, Object> common(String use) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", "5f2b7a1e-0000-4000-8000-000000000001");
        claims.put("token_use", use);
        claims.put("origin_jti", "session-1");
        claims.put("jti", "token-1");
        claims.put("auth_time", NOW.getEpochSecond() - 60);
        claims.put("iat", NOW.getEpochSecond() - 10);
        claims.put("exp", NOW.getEpochSecond() + 3600);
        return claims;
    }

    private static Map<String, Object> access() {
        Map<String, Object> claims = common("access");
        claims.put("client_id", CLIENT);
        claims.put("scope", "openid orders/read");
        claims.put("username", "alice");
        return claims;
    }

    private static Map<String, Object> id() {
        Map<String, Object> claims = common("id");
        claims.put("aud", CLIENT);
        claims.put("cognito:username", "alice");
        claims.put("email", "alice@example.com");
        return claims;
    }

    @Test
    void accessTokenIsAcceptedByItsClient() {
        Verdict verdict = verdict(access(), clients(CLIENT), Policy.of(Set.of(), Set.of(CLIENT), Set.of()));

        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        assertThat(((Verdict.Accepted) verdict).claims().clientId()).isEqualTo(CLIENT);
    }

    @Test
    void idTokenIsRefusedThoughNoHeaderSaysWhatItIs() {
        Policy.Parties audience = new Policy.Parties(Set.of(CLIENT), Set.of(CLIENT));

        assertThat(verdict(id(), audience, Policy.of(Set.of(CLIENT), Set.of(CLIENT), Set.of())))
                .isEqualTo(new Verdict.Refused(Refusal.TOKEN_TYPE, ISSUER));
        assertThat(verdict(id(), Policy.Parties.ANY, Policy.ANY))
                .isEqualTo(new Verdict.Refused(Refusal.TOKEN_TYPE, ISSUER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", CLIENT + "x"})
    void issuersOwnClientsNarrowWhatThePolicyWouldAccept(String other) {
        assertThat(verdict(access(), clients(other), Policy.of(Set.of(), Set.of(CLIENT), Set.of())))
                .isEqualTo(new Verdict.Refused(Refusal.AUDIENCE, ISSUER));
    }
}
