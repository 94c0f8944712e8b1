package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.token.Revocation;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that descend from what was revoked here stay here, though the region that made them knows nothing of it. */
class TokenAnswersTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String REFRESH = "grant_type=refresh_token&client_id=app&refresh_token=r1";

    private RunningEdge edge;

    @BeforeEach
    void start() {
        edge = RunningEdge.start();
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private static String made(String claim, Object value) {
        Map<String, Object> claims = SampleClaims.but(claim, value);
        claims.put("iat", SampleClaims.NOW.getEpochSecond());
        return RunningEdge.KEY.token(claims);
    }

    private String refreshed(String accessToken) {
        edge.west.answer(200, JSON, "{\"access_token\":\"" + accessToken + "\",\"token_type\":\"Bearer\"}");
        return edge.post("/oauth2/token", FORM, REFRESH);
    }

    @Test
    void aRevokedSessionIsNotRefreshed() {
        String fresh = made("jti", "token-9");
        assertThat(refreshed(fresh)).startsWith("HTTP/1.1 200 ").contains(fresh);

        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));

        assertThat(refreshed(fresh))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"error\":\"invalid_grant\"")
                .doesNotContain(fresh);
        assertThat(refreshed(made("sid", "session-2"))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aSubjectIsMeasuredByItsSignInAndNotByTheTokensAge() {
        edge.revocations.note(
                new Revocation.OfSubject(SampleClaims.ISSUER, "alice-id", SampleClaims.NOW.minusSeconds(30)));

        assertThat(refreshed(made("jti", "of-before"))).contains("invalid_grant");
        assertThat(refreshed(made("auth_time", SampleClaims.NOW.getEpochSecond() - 29)))
                .startsWith("HTTP/1.1 200 ");
        assertThat(refreshed(made("sub", "bob-id"))).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InitiateAuth {'AuthFlow':'REFRESH_TOKEN_AUTH','ClientId':'app','AuthParameters':{'REFRESH_TOKEN':'r1'}}",
                "InitiateAuth {'AuthFlow':'USER_PASSWORD_AUTH','ClientId':'app','AuthParameters':{'USERNAME':'a','PASSWORD':'b'}}",
                "RespondToAuthChallenge {'ChallengeName':'SOFTWARE_TOKEN_MFA','ClientId':'app','Session':'s'}",
                "GetTokensFromRefreshToken {'ClientId':'app','RefreshToken':'r1'}"
            })
    void norByTheJsonApi(String call) {
        String operation = call.substring(0, call.indexOf(' '));
        String body = call.substring(call.indexOf(' ') + 1).replace('\'', '"');
        String fresh = made("jti", "token-9");
        edge.west.answer(
                200,
                "Content-Type: application/x-amz-json-1.1\r\n",
                "{\"AuthenticationResult\":{\"AccessToken\":\"" + fresh + "\"},\"ChallengeParameters\":{}}");
        assertThat(edge.call(operation, body)).startsWith("HTTP/1.1 200 ");

        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));

        assertThat(edge.call(operation, body))
                .startsWith("HTTP/1.1 400 ")
                .contains("NotAuthorizedException")
                .doesNotContain(fresh);
    }

    @Test
    void anIdTokenTellsWhereTheAccessTokenIsOpaque() {
        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));
        edge.west.answer(200, JSON, "{\"access_token\":\"opaque\",\"id_token\":\"" + made("token_use", "id") + "\"}");

        assertThat(edge.post("/oauth2/token", FORM, REFRESH)).contains("invalid_grant");
    }

    @Test
    void aSignatureIsNotLookedAt() {
        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));

        assertThat(refreshed(TokenMint.rs256("unheard-of").token(SampleClaims.good())))
                .contains("invalid_grant");
    }

    @Test
    void whatCannotBeReadIsNotPassedOnOnceSomethingIsRevoked() {
        String twice = "{\"access_token\":\"a\",\"access_token\":\"b\"}";
        edge.west.answer(200, JSON, twice);
        assertThat(edge.post("/oauth2/token", FORM, REFRESH)).startsWith("HTTP/1.1 200 ");

        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));

        assertThat(edge.post("/oauth2/token", FORM, REFRESH)).startsWith("HTTP/1.1 503 ");
        edge.west.answer(200, JSON + "Content-Encoding: gzip\r\n", "{}");
        assertThat(edge.post("/oauth2/token", FORM, REFRESH)).startsWith("HTTP/1.1 503 ");
        edge.west.answer(200, JSON, "{\"access_token\":\"" + "x".repeat(70_000) + "\"}");
        assertThat(edge.post("/oauth2/token", FORM, REFRESH)).startsWith("HTTP/1.1 503 ");
        edge.west.answer(400, JSON, twice);
        assertThat(edge.post("/oauth2/token", FORM, REFRESH))
                .startsWith("HTTP/1.1 400 ")
                .contains(twice);
    }
}
