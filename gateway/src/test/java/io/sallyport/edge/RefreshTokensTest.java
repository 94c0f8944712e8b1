package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refresh token that was revoked through the gateway is refused there, whichever region would take it yet. */
class RefreshTokensTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    private RunningEdge edge;

    @BeforeEach
    void start() {
        edge = RunningEdge.start();
        edge.west.answer(200, JSON, "{\"access_token\":\"a\"}");
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private String refresh(String form) {
        return edge.post("/oauth2/token", FORM, "client_id=app&" + form);
    }

    private int asked() {
        return edge.west.calls().size();
    }

    @Test
    void aRevokedRefreshTokenIsNotSent() {
        assertThat(refresh("grant_type=refresh_token&refresh_token=r1")).startsWith("HTTP/1.1 200 ");
        edge.post("/oauth2/revoke", FORM, "client_id=app&token=r1");
        int before = asked();

        String answer = refresh("grant_type=refresh_token&refresh_token=r%31");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"error\":\"invalid_grant\"");
        assertThat(answer).contains("Refresh Token has been revoked");
        assertThat(asked()).isEqualTo(before);
        assertThat(refresh("grant_type=refresh_token&refresh_token=r2")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InitiateAuth {'AuthFlow':'REFRESH_TOKEN_AUTH','ClientId':'app','AuthParameters':{'REFRESH_TOKEN':'r1'}}",
                "InitiateAuth {'AuthFlow':'REFRESH_TOKEN','ClientId':'app','AuthParameters':{'REFRESH_TOKEN':'r1'}}",
                "InitiateAuth {'AuthParameters.REFRESH_TOKEN':'r2','AuthFlow':'REFRESH_TOKEN_AUTH','AuthParameters':"
                        + "{'REFRESH_TOKEN':'r1'},'AuthParameters.REFRESH_TOKEN ':'r2','ClientId':'app'}",
                "GetTokensFromRefreshToken {'ClientId':'app','RefreshToken':'r1'}"
            })
    void norByTheJsonApi(String call) {
        String operation = call.substring(0, call.indexOf(' '));
        String body = call.substring(call.indexOf(' ') + 1).replace('\'', '"');
        assertThat(edge.call(operation, body)).startsWith("HTTP/1.1 200 ");
        edge.call("RevokeToken", "{\"ClientId\":\"app\",\"Token\":\"r1\"}");
        int before = asked();

        String answer = edge.call(operation, body);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("NotAuthorizedException");
        assertThat(answer).contains("Refresh Token has been revoked");
        assertThat(asked()).isEqualTo(before);
    }

    @Test
    void aPrefixOfTheRegionMakesNoOtherTokenOfIt() {
        edge.west.answer(200, JSON, "{\"refresh_token\":\"r1\"}");
        String answer = refresh("grant_type=refresh_token&refresh_token=r0");
        String hinted = answer.substring(answer.indexOf("refresh_token\":\"") + 16, answer.lastIndexOf('"'));
        assertThat(hinted).endsWith("r1").isNotEqualTo("r1");
        edge.post("/oauth2/revoke", FORM, "client_id=app&token=" + hinted);

        assertThat(refresh("grant_type=refresh_token&refresh_token=" + hinted)).contains("invalid_grant");
        assertThat(refresh("grant_type=refresh_token&refresh_token=r1")).contains("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=refresh_token&refresh_token=r1&refresh_token=r2",
                "grant_type=refresh_token&grant_type=refresh_token&refresh_token=r1&refresh%5Ftoken=r2"
            })
    void ofTwoTokensNeitherIsSent(String form) {
        assertThat(refresh(form)).startsWith("HTTP/1.1 400 ").contains("invalid_request");
        assertThat(asked()).isZero();
    }

    @Test
    void anUnknownGrantIsLookedAtToo() {
        edge.post("/oauth2/revoke", FORM, "client_id=app&token=r1");

        assertThat(refresh("grant_type=refresh_token&grant_type=x&refresh_token=r1"))
                .contains("invalid_grant");
    }

    private static final String REFRESH = "grant_type=refresh_token&refresh_token=r1";

    @Test
    void norWhereTheFormIsNotLookedAt() {
        edge.post("/oauth2/revoke", FORM, "client_id=app&token=r1");
        int before = asked();

        for (String answer : List.of(
                edge.post("/oauth2/token?" + REFRESH, FORM, "client_id=app"),
                edge.post("/oauth2/token?" + REFRESH, FORM, ""),
                edge.post("/oauth2/token?" + REFRESH, "", ""),
                edge.post("/oauth2/token", JSON, "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"r1\"}"),
                edge.post("/oauth2/token", "", REFRESH),
                edge.post("/oauth2/token", "Content-Type: text/plain\r\n", REFRESH),
                edge.post("/oauth2/token", "Content-Type: multipart/form-data; boundary=b\r\n", REFRESH),
                edge.post("/oauth2/token", FORM + JSON, REFRESH),
                edge.post("/oauth2/token", FORM + "Content-Encoding: gzip\r\n", REFRESH),
                edge.post(
                        "/oauth2/token",
                        "Content-Type: application/x-www-form-urlencoded; charset=utf-16\r\n",
                        REFRESH))) {
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"error\":\"invalid_request\"");
        }
        assertThat(asked()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "revoke", "introspect", "par", "device"})
    void everyEndpointOfMachinesTakesAFormAlone(String endpoint) {
        String path = "/oauth2/" + endpoint;
        String named = "Content-Type: Application/X-WWW-Form-Urlencoded;charset=\"UTF-8\"\r\n";

        assertThat(edge.post(path + "?a=b", FORM, "token=t")).contains("invalid_request");
        assertThat(edge.post(path, JSON, "{\"token\":\"t\"}")).contains("invalid_request");
        assertThat(asked()).isZero();
        assertThat(edge.post(path, FORM, "token=t")).startsWith("HTTP/1.1 200 ");
        assertThat(edge.post(path, named, "token=t")).startsWith("HTTP/1.1 200 ");
        assertThat(edge.exchange(
                        "OPTIONS " + path + "?a=b",
                        "Origin: https://app.example.com\r\nAccess-Control-Request-Method: POST\r\n",
                        ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", JSON, FORM})
    void whatIsNoFormEndpointTakesWhatItDid(String type) {
        assertThat(edge.post("/oauth2/userInfo?schema=openid", type, "")).startsWith("HTTP/1.1 200 ");
        assertThat(edge.get("/oauth2/userInfo?schema=openid")).startsWith("HTTP/1.1 200 ");
        assertThat(edge.post("/login?client_id=app", type, "")).startsWith("HTTP/1.1 200 ");
    }
}
