package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocation;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMark;
import io.sallyport.token.TokenMint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sign-out that passed through revokes here, seen through HTTP. */
class SignOutTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    private RunningEdge edge;
    private final AtomicBoolean isBroken = new AtomicBoolean();
    private final String token = RunningEdge.KEY.token(SampleClaims.good());
    private final String sibling = RunningEdge.KEY.token(SampleClaims.but("jti", "token-2"));

    @BeforeEach
    void start() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.revocations = 2;
        setup.random = () -> {
            if (isBroken.get()) {
                throw new IllegalStateException("a bug");
            }
            return 1;
        };
        setup.introspection =
                new Introspection(false, List.of(new Introspection.Client("api", "api-secret", Policy.ANY)));
        edge = new RunningEdge(setup);
        edge.west.answer(200, "", "");
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private String revoke(String what) {
        return edge.post("/oauth2/revoke", FORM, "client_id=app&token=" + what);
    }

    private boolean isAccepted(String what) {
        String validated = edge.exchange("GET /-/validate", "Authorization: Bearer " + what + "\r\n", "");
        String introspected =
                edge.post("/-/introspect", FORM + IntrospectTest.basic("api", "api-secret"), "token=" + what);
        boolean isAccepted = validated.startsWith("HTTP/1.1 200 ");
        assertThat(validated).startsWith(isAccepted ? "HTTP/1.1 200 " : "HTTP/1.1 401 ");
        assertThat(introspected.contains("\"active\":true")).isEqualTo(isAccepted);
        return isAccepted;
    }

    @Test
    void aRevokedTokenIsRefusedOnTheNextRequestThoughItWasCached() {
        assertThat(isAccepted(token)).isTrue();
        assertThat(edge.cache.size()).isEqualTo(1);

        assertThat(revoke(token)).startsWith("HTTP/1.1 200 ");

        assertThat(isAccepted(token)).isFalse();
        assertThat(isAccepted(sibling)).isTrue();
    }

    @Test
    void aBugBeforeSendingLeavesTheRoomToOthers() {
        isBroken.set(true);
        for (int i = 0; i < 3; i++) {
            assertThat(revoke(token)).startsWith("HTTP/1.1 500 ");
        }
        isBroken.set(false);

        assertThat(isAccepted(token)).isTrue();
        assertThat(revoke(token)).startsWith("HTTP/1.1 200 ");
        assertThat(revoke(sibling)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void theJsonApiRevokesToo() {
        String answer = edge.call("RevokeToken", "{\"ClientId\":\"app\",\"Token\":\"" + token + "\"}");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(isAccepted(token)).isFalse();
        assertThat(isAccepted(sibling)).isTrue();
    }

    @Test
    void aGlobalSignOutEndsEveryTokenFromEarlierSignIns() {
        String later = RunningEdge.KEY.token(SampleClaims.but("auth_time", SampleClaims.NOW.getEpochSecond() + 1));
        String anothers = RunningEdge.KEY.token(SampleClaims.but("sub", "bob-id"));

        String answer = edge.call("GlobalSignOut", "{\"AccessToken\":\"" + token + "\"}");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(isAccepted(token)).isFalse();
        assertThat(isAccepted(sibling)).isFalse();
        assertThat(isAccepted(later)).isTrue();
        assertThat(isAccepted(anothers)).isTrue();
    }

    @Test
    void aGlobalSignOutEndsItsOwnSignInThoughTheRegionsClockIsAhead() {
        Map<String, Object> claims = SampleClaims.but("auth_time", SampleClaims.NOW.getEpochSecond() + 20);
        claims.put("iat", SampleClaims.NOW.getEpochSecond() + 25);
        String ahead = RunningEdge.KEY.token(claims);
        assertThat(isAccepted(ahead)).isTrue();

        edge.call("GlobalSignOut", "{\"AccessToken\":\"" + ahead + "\"}");

        assertThat(isAccepted(ahead)).isFalse();
        assertThat(isAccepted(sibling)).isFalse();
    }

    @Test
    void aSignOutOfUnknownOutcomeIsEnforcedWhereTheTokenIsGood() {
        edge.west.script(ScriptedRegion.Call::reset);

        assertThat(revoke(token)).startsWith("HTTP/1.1 503 ");
        assertThat(revoke("made-up")).startsWith("HTTP/1.1 503 ");

        assertThat(isAccepted(token)).isFalse();
        assertThat(isAccepted(sibling)).isTrue();
        assertThat(edge.revocations.size()).isEqualTo(1);
        assertThat(edge.revocations.reserve(false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 429, 500, 503})
    void whatTheRegionDidNotAcceptRevokesNothing(int status) {
        edge.west.answer(status, "Content-Type: application/json\r\n", "{\"error\":\"invalid_client\"}");

        revoke(token);
        revoke(token);
        revoke(token);

        assertThat(isAccepted(token)).isTrue();
        // Nor did it use up any room.
        edge.west.answer(200, "", "");
        assertThat(revoke(token)).startsWith("HTTP/1.1 200 ");
        assertThat(revoke(sibling)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aRegionThatDoesNotAnswerRevokesNothing() {
        edge.west.refuse();

        assertThat(revoke(token)).startsWith("HTTP/1.1 503 ");
        assertThat(isAccepted(token)).isTrue();
    }

    @Test
    void aForgedTokenSpeaksForNobody() {
        String forged = TokenMint.rs256(RunningEdge.KEY.kid()).token(SampleClaims.good());

        assertThat(revoke(forged)).startsWith("HTTP/1.1 200 ");
        edge.call("GlobalSignOut", "{\"AccessToken\":\"" + forged + "\"}");

        assertThat(isAccepted(token)).isTrue();
    }

    @Test
    void aRefreshTokenGivesItsDigestAlone() {
        assertThat(revoke("opaque-refresh-token")).startsWith("HTTP/1.1 200 ");

        assertThat(edge.revocations.revokes(TokenMark.of("opaque-refresh-token")))
                .isTrue();
        assertThat(isAccepted(token)).isTrue();
    }

    @Test
    void whereNothingMoreCanBeNotedNothingIsSent() {
        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "a"));
        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "b"));

        String byForm = revoke(token);
        String byCall = edge.call("GlobalSignOut", "{\"AccessToken\":\"" + token + "\"}");

        assertThat(byForm).startsWith("HTTP/1.1 503 ").contains("temporarily_unavailable", "retry-after: ");
        assertThat(byCall).startsWith("HTTP/1.1 500 ").contains("InternalErrorException");
        assertThat(edge.west.calls()).isEmpty();
        assertThat(isAccepted(token)).isTrue();
    }

    @Test
    void madeUpTokensCannotUseUpTheRoom() {
        for (int i = 0; i < 5; i++) {
            assertThat(revoke("made-up-" + i)).startsWith("HTTP/1.1 200 ");
        }

        assertThat(revoke(token)).startsWith("HTTP/1.1 200 ");
        assertThat(isAccepted(token)).isFalse();
    }

    @Test
    void whatCanNeverBeAcceptedHereIsNotNoted() {
        long past = SampleClaims.NOW.getEpochSecond() - 60;

        revoke(RunningEdge.KEY.token(SampleClaims.but("exp", past)));
        revoke(TokenMint.rs256(RunningEdge.KEY.kid()).token(SampleClaims.good()));
        assertThat(edge.revocations.size()).isZero();

        revoke(token);
        revoke(token);
        assertThat(edge.revocations.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=app", "token=TOKEN&token=x", "token=x&%74oken=TOKEN"})
    void aSignOutThatDoesNotNameOneTokenIsNotSent(String form) {
        String answer = edge.post("/oauth2/revoke", FORM, form.replace("TOKEN", token));

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("invalid_request");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void theSessionEndsThoughTheClientHasLeft() {
        edge.west.script(call -> {});
        try (RawClient client = edge.connect()) {
            String body = "client_id=app&token=" + token;
            client.send("POST /oauth2/revoke HTTP/1.1\r\nHost: id.example.com\r\n" + FORM + "Content-Length: "
                    + body.length() + "\r\n\r\n" + body);
            Awaitility.await().until(() -> edge.west.calls().size() == 1);
        }
        edge.west.calls().get(0).answer(200, "", "");

        Awaitility.await().until(() -> !isAccepted(token));
    }

    @Test
    void aSignOutNamesItsTokenInTheFormAlone() {
        String answer = edge.post("/oauth2/revoke?token=" + sibling, FORM, "client_id=app&token=" + token);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("invalid_request");
        assertThat(edge.west.calls()).isEmpty();
        assertThat(isAccepted(token)).isTrue();
    }
}
