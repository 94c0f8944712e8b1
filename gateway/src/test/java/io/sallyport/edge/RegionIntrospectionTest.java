package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.token.Policy;
import io.sallyport.token.Revocation;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMark;
import io.sallyport.token.TokenMint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionIntrospectionTest {

    private static final String INACTIVE = "{\"active\":false}";
    private static final String JSON = "Content-Type: application/json\r\n";

    private RunningEdge edge;
    private final String good = RunningEdge.KEY.token(SampleClaims.good());

    @BeforeEach
    void start() {
        start(new RunningEdge.Setup());
    }

    private void start(RunningEdge.Setup setup) {
        Policy web = Policy.of(Set.of(), Set.of("demo-web"), Set.of());
        setup.parties = new Policy.Parties(Set.of(), Set.of("demo-web", "a-service"));
        setup.introspection = new Introspection(
                true,
                List.of(
                        new Introspection.Client("api", "api-secret", web),
                        new Introspection.Client("anything", "api-secret", Policy.ANY)));
        edge = new RunningEdge(setup);
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private String ask(String token) {
        return askAs("api", token);
    }

    private String askAs(String client, String token) {
        return edge.post(
                "/-/introspect",
                "Content-Type: application/x-www-form-urlencoded\r\nAccept-Encoding: gzip\r\n"
                        + IntrospectTest.basic(client, "api-secret"),
                "token=" + token);
    }

    @Test
    void theRegionIsAskedWithTheCallersOwnRequest() {
        edge.west.answer(200, JSON, "{\"active\":true,\"sub\":\"alice-id\",\"extra\":\"of the region\"}");

        String answer = ask(good);

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("cache-control: no-store");
        assertThat(answer).endsWith("{\"active\":true,\"sub\":\"alice-id\",\"extra\":\"of the region\"}");
        assertThat(edge.west.calls()).singleElement().satisfies(call -> {
            assertThat(call.head()).startsWith("POST /oauth2/introspect HTTP/1.1\r\n");
            assertThat(call.header("Authorization")).hasSize(1);
            assertThat(call.header("Accept-Encoding")).isEmpty();
            assertThat(call.body()).isEqualTo("token=" + good);
        });
    }

    @Test
    void theRegionCanEndWhatLooksGoodHere() {
        edge.west.answer(200, JSON, INACTIVE);

        assertThat(ask(good)).endsWith("\r\n\r\n" + INACTIVE);
    }

    @Test
    void theRegionCannotReviveWhatIsRevokedHere() {
        edge.west.answer(200, JSON, "{\"active\":true}");
        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));
        edge.revocations.note(new Revocation.OfToken(TokenMark.of("refresh")));

        assertThat(ask(good)).endsWith("\r\n\r\n" + INACTIVE);
        assertThat(ask("refresh")).endsWith("\r\n\r\n" + INACTIVE);
        assertThat(edge.west.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"token_type\":\"Bearer\"", ",\"token_use\":\"access\""})
    void theRegionCannotReviveWhatIsBadHere(String kind) {
        edge.west.answer(200, JSON, "{\"active\":true,\"client_id\":\"demo-web\"" + kind + "}");
        long past = SampleClaims.NOW.getEpochSecond() - 60;

        assertThat(ask(RunningEdge.KEY.token(SampleClaims.but("exp", past)))).endsWith(INACTIVE);
        assertThat(ask(RunningEdge.KEY.token(SampleClaims.but("client_id", "other"))))
                .endsWith(INACTIVE);
        assertThat(ask(TokenMint.rs256(RunningEdge.KEY.kid()).token(SampleClaims.good())))
                .endsWith(INACTIVE);
        Map<String, Object> expired = SampleClaims.but("exp", past);
        for (String alg : List.of("none", "RS512", "ES256", "hs256")) {
            assertThat(ask(RunningEdge.KEY.token(header("alg", alg), expired)))
                    .as(alg)
                    .endsWith(INACTIVE);
        }
        assertThat(ask(RunningEdge.KEY.token(header("kid", null), expired))).endsWith(INACTIVE);
        assertThat(ask(RunningEdge.KEY.token(header("alg", "HS256"), expired))).endsWith(INACTIVE);
        assertThat(ask(RunningEdge.KEY.token(SampleClaims.but("token_use", "id"))))
                .endsWith(INACTIVE);
        assertThat(ask(RunningEdge.KEY.token(SampleClaims.but("at_hash", "x")))).endsWith(INACTIVE);
        assertThat(ask(RunningEdge.KEY.token(SampleClaims.but("typ", "ID")))).endsWith(INACTIVE);
        assertThat(ask(RunningEdge.KEY.sign(" {\"alg\":\"none\",\"alg\":\"none\"}", "{}")))
                .endsWith(INACTIVE);
        assertThat(ask(good + "..")).endsWith(INACTIVE);
        assertThat(ask(good + "%3D")).endsWith(INACTIVE);
        assertThat(ask("+" + good)).endsWith(INACTIVE);
        assertThat(edge.west.calls()).isEmpty();
    }

    private static Map<String, Object> header(String name, @Nullable Object value) {
        Map<String, Object> header = RunningEdge.KEY.header();
        if (value == null) {
            header.remove(name);
        } else {
            header.put(name, value);
        }
        return header;
    }

    @Test
    void refreshTokensOfEveryFormAreTheRegionsToJudge() {
        edge.west.answer(200, JSON, "{\"active\":true,\"client_id\":\"demo-web\"}");
        Map<String, Object> refresh = SampleClaims.but("typ", "Refresh");
        refresh.remove("token_use");
        String jwe = TokenMint.encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(ask(RunningEdge.KEY.token(header("alg", "HS512"), refresh))).contains("\"active\":true");
        assertThat(ask(RunningEdge.KEY.token(refresh))).contains("\"active\":true");
        assertThat(ask(jwe + ".YQ.YQ.YQ.YQ")).contains("\"active\":true");
        assertThat(ask("a.b.c")).contains("\"active\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sid\":\"session-1\"",
                "\"origin_jti\":\"session-1\"",
                "\"sub\":\"alice-id\"",
                "\"sub\":\"alice-id\",\"auth_time\":1794999940,\"iat\":1795000001",
                "\"sub\":\"alice-id\",\"iat\":1795000000",
                "\"jti\":\"token-1\""
            })
    void aRefreshTokenOfWhatIsRevokedHereIsNotActive(String origin) {
        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));
        edge.revocations.note(new Revocation.OfSubject(SampleClaims.ISSUER, "alice-id", SampleClaims.NOW));
        edge.revocations.note(new Revocation.OfTokenId(SampleClaims.ISSUER, "token-1", null));

        edge.west.answer(200, JSON, "{\"active\":true,\"client_id\":\"demo-web\"," + origin + "}");
        assertThat(ask("refresh")).endsWith("\r\n\r\n" + INACTIVE);

        String named = origin + ",\"iss\":\"" + SampleClaims.ISSUER + "\"";
        edge.west.answer(200, JSON, "{\"active\":true,\"client_id\":\"demo-web\"," + named + "}");
        assertThat(ask("refresh")).endsWith("\r\n\r\n" + INACTIVE);
    }

    @Test
    void aRefreshTokenFromALaterSignInIsActive() {
        edge.revocations.note(new Revocation.OfSubject(SampleClaims.ISSUER, "alice-id", SampleClaims.NOW));
        String later = "{\"active\":true,\"client_id\":\"demo-web\",\"sub\":\"alice-id\",\"auth_time\":1795000001}";
        edge.west.answer(200, JSON, later);

        assertThat(ask("refresh")).endsWith(later);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"iss\":\"https://other.example.com\",\"client_id\":\"demo-web\"", "\"client_id\":\"other\""})
    void aRefreshTokenForOthersThanTheIssuersPartiesIsNotActive(String told) {
        edge.west.answer(200, JSON, "{\"active\":true," + told + "}");

        assertThat(askAs("anything", "refresh")).endsWith("\r\n\r\n" + INACTIVE);
    }

    @Test
    void anAccessTokenOfTheRegionThatIsNoneHereStaysNone() {
        edge.west.answer(200, JSON, "{\"active\":true,\"client_id\":\"demo-web\",\"token_type\":\"Bearer\"}");

        assertThat(ask("opaque")).endsWith("\r\n\r\n" + INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"active\":true,\"sub\":\"bob-id\"}",
                "{\"active\":true,\"iss\":\"https://other.example.com\"}",
                "{\"active\":true,\"client_id\":\"other\"}"
            })
    void anAnswerAboutAnotherTokenIsNotPassedOn(String other) {
        edge.west.answer(200, JSON, other);

        assertThat(ask(good)).endsWith("\r\n\r\n" + INACTIVE);
    }

    @Test
    void aRefreshTokenIsTheRegionsToJudgeWithinThePolicy() {
        edge.west.answer(200, JSON, "{\"active\":true,\"client_id\":\"demo-web\"}");
        assertThat(ask("refresh")).endsWith("{\"active\":true,\"client_id\":\"demo-web\"}");

        edge.west.answer(200, JSON, "{\"active\":true,\"client_id\":\"other\"}");
        assertThat(ask("refresh")).endsWith("\r\n\r\n" + INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"active\":\"true\"}", "{\"active\":true,\"active\":false}", "nonsense"})
    void anAnswerThatIsNoneLeavesTheLocalVerdict(String nonsense) {
        edge.west.answer(200, JSON, nonsense);

        assertThat(ask(good)).contains("\"active\":true", "\"jti\":\"token-1\"");
        assertThat(ask("refresh")).endsWith("\r\n\r\n" + INACTIVE);
    }

    @Test
    void aRegionThatDoesNotKnowTheClientLeavesTheLocalVerdict() {
        edge.west.answer(401, JSON, "{\"error\":\"invalid_client\"}");

        assertThat(ask(good)).contains("\"active\":true", "\"jti\":\"token-1\"");
    }

    @Test
    void theOtherRegionIsAskedWhereTheFirstIsDead() {
        edge.west.refuse();
        edge.east.answer(200, JSON, INACTIVE);

        assertThat(ask(good)).endsWith("\r\n\r\n" + INACTIVE);
        assertThat(edge.east.calls()).hasSize(1);
    }

    @Test
    void withoutAnyRegionTheLocalVerdictStands() {
        edge.west.refuse();
        edge.east.refuse();

        assertThat(ask(good)).contains("\"active\":true", "\"jti\":\"token-1\"");
        assertThat(ask("refresh")).endsWith("\r\n\r\n" + INACTIVE);
    }

    private void failedBack() {
        close();
        start(SecondOpinionTest.afterAFailback());
        edge.west.answer(200, JSON, INACTIVE);
        edge.east.answer(200, JSON, "{\"active\":true,\"extra\":\"of the replica\"}");
    }

    @Test
    void theReplicaIsAskedAboutItsOwnThatThePrimaryDoesNotKnow() {
        failedBack();

        assertThat(ask(good)).endsWith("{\"active\":true,\"extra\":\"of the replica\"}");
        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));
        assertThat(ask(good)).endsWith("\r\n\r\n" + INACTIVE);
        assertThat(edge.east.calls()).hasSize(1);
    }

    @Test
    void theReplicaIsNotAskedAboutWhatThePrimaryIssuedNorAboutRefreshTokens() {
        failedBack();
        long past = SampleClaims.NOW.getEpochSecond() - 200;

        assertThat(ask(RunningEdge.KEY.token(SampleClaims.but("auth_time", past))))
                .endsWith("\r\n\r\n" + INACTIVE);
        assertThat(ask("refresh")).endsWith("\r\n\r\n" + INACTIVE);
        assertThat(edge.east.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 500})
    void whereTheReplicaDoesNotKnowItEitherItIsNotActive(int status) {
        failedBack();
        edge.east.answer(status, JSON, INACTIVE);

        assertThat(ask(good)).endsWith("\r\n\r\n" + INACTIVE);
        assertThat(edge.east.calls()).hasSize(1);
    }
}
