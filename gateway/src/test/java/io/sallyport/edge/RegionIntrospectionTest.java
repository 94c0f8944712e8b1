package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.token.Policy;
import io.sallyport.token.Revocation;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenDigest;
import io.sallyport.token.TokenMint;
import java.util.List;
import java.util.Set;
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
        RunningEdge.Setup setup = new RunningEdge.Setup();
        Policy web = Policy.of(Set.of(), Set.of("demo-web"), Set.of());
        setup.introspection = new Introspection(true, List.of(new Introspection.Client("api", "api-secret", web)));
        edge = new RunningEdge(setup);
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private String ask(String token) {
        return edge.post(
                "/-/introspect",
                "Content-Type: application/x-www-form-urlencoded\r\nAccept-Encoding: gzip\r\n"
                        + IntrospectTest.basic("api", "api-secret"),
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
        edge.revocations.note(new Revocation.OfToken(TokenDigest.of("refresh")));

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
        assertThat(ask(good + "%3D")).endsWith(INACTIVE);
        assertThat(ask("+" + good)).endsWith(INACTIVE);
        assertThat(edge.west.calls()).isEmpty();
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
}
