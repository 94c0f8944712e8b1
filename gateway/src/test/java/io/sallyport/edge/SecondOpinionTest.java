package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failover.Input;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.Revocation;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The primary refuses an access token that a replica may know. */
class SecondOpinionTest extends BeforeTwoRegions {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String REFUSED = "{\"error\":\"invalid_token\"}";
    private static final String ALICE = "{\"sub\":\"alice-id\"}";
    private static final String INACTIVE = "{\"active\":false}";
    private static final String ACTIVE = "{\"active\":true}";

    /** Its user signed in while the replica served. */
    private final String token = RunningEdge.KEY.token(SampleClaims.good());

    /** The replica served from 100 s to 50 s ago; both regions sign with one key. */
    static RunningEdge.Setup afterAFailback() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.replicaKeys = List.of(RunningEdge.KEY, RunningEdge.EAST_KEY);
        setup.decisions = List.of(
                moved(SampleClaims.NOW.minusSeconds(100), "on_replica", "us-east-1"),
                moved(SampleClaims.NOW.minusSeconds(50), "on_primary", "us-west-2"));
        return setup;
    }

    private static DecisionRecord moved(Instant at, String to, String region) {
        DecisionRecord.Kind kind = DecisionRecord.Kind.TRANSITION;
        return new DecisionRecord(at, kind, "controller", "", "", to, region, 0, "", "", 0, null);
    }

    @BeforeEach
    void failedBack() {
        restarted(afterAFailback());
    }

    private void restarted(RunningEdge.Setup setup) {
        restart(setup);
        edge.west.answer(401, JSON, REFUSED);
        edge.east.answer(200, JSON, ALICE);
    }

    private String userinfo(String of) {
        return edge.exchange("GET /oauth2/userInfo", "Authorization: Bearer " + of + "\r\n", "");
    }

    private String getUser() {
        return edge.call("GetUser", "{\"AccessToken\":\"" + token + "\"}");
    }

    private String introspect() {
        return edge.post("/oauth2/introspect", FORM, "token=" + token);
    }

    private void assertFirstStands(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 401 ").endsWith(REFUSED);
    }

    private void assertReplicaIsNotAsked(String answer) {
        assertFirstStands(answer);
        assertThat(edge.east.calls()).isEmpty();
    }

    private void refuseAtTheApi(String error) {
        edge.west.answer(400, JSON + "x-amzn-ErrorType: " + error + "\r\n", "{\"__type\":\"" + error + "\"}");
    }

    @Test
    void theReplicaIsAskedTheSameAndItsAnswerGiven() {
        String answer = userinfo(token);

        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith(ALICE);
        assertThat(seen().head()).startsWith("GET /oauth2/userInfo HTTP/1.1\r\n");
        assertThat(edge.east.calls()).singleElement().satisfies(call -> {
            assertThat(call.head()).startsWith("GET /oauth2/userInfo HTTP/1.1\r\n");
            assertThat(call.header("Authorization")).containsExactly("Bearer " + token);
        });
        assertThat(edge.count("sallyport.second.opinions", "operation", "userinfo", "result", "taken"))
                .isEqualTo(1);
    }

    @Test
    void soItIsOfTheApi() {
        refuseAtTheApi("NotAuthorizedException:http://internal.amazon.com/");

        assertThat(getUser()).startsWith("HTTP/1.1 200 ").endsWith(ALICE);
        assertThat(edge.east.calls()).singleElement().satisfies(call -> assertThat(call.body())
                .contains(token));
    }

    @Test
    void soItIsOfIntrospection() {
        edge.west.answer(200, JSON, INACTIVE);
        edge.east.answer(200, JSON, ACTIVE);

        assertThat(introspect()).endsWith(ACTIVE);
    }

    @Test
    void anotherErrorOfThePrimaryIsFinal() {
        refuseAtTheApi("PasswordResetRequiredException");
        assertThat(getUser()).startsWith("HTTP/1.1 400 ");
        edge.west.answer(403, JSON, "{}");
        assertThat(userinfo(token)).startsWith("HTTP/1.1 403 ");
        edge.west.answer(401, JSON, "{}");
        assertThat(introspect()).startsWith("HTTP/1.1 401 ");

        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void whatIsRevokedHereIsNotAskedAbout() {
        edge.revocations.note(new Revocation.OfSession(SampleClaims.ISSUER, "session-1"));

        assertReplicaIsNotAsked(userinfo(token));
    }

    @Test
    void whatIsNotGoodHereIsNotAskedAbout() {
        long past = SampleClaims.NOW.getEpochSecond() - 120;

        assertReplicaIsNotAsked(userinfo(RunningEdge.KEY.token(SampleClaims.but("exp", past))));
        assertReplicaIsNotAsked(userinfo(TokenMint.rs256(RunningEdge.KEY.kid()).token(SampleClaims.good())));
        assertReplicaIsNotAsked(userinfo("opaque"));
        assertReplicaIsNotAsked(edge.exchange("GET /oauth2/userInfo", "Authorization: DPoP " + token + "\r\n", ""));
    }

    @Test
    void whoSignedInWhileThePrimaryServedIsNotAskedAbout() {
        long now = SampleClaims.NOW.getEpochSecond();

        assertReplicaIsNotAsked(userinfo(RunningEdge.KEY.token(SampleClaims.but("auth_time", now - 200))));
        assertReplicaIsNotAsked(userinfo(RunningEdge.KEY.token(SampleClaims.but("auth_time", now - 20))));
        assertReplicaIsNotAsked(userinfo(RunningEdge.KEY.token(SampleClaims.but("auth_time", null))));
    }

    @Test
    void theKeyOfOneRegionTellsWhoseTheTokenIs() {
        Map<String, Object> longAgo = SampleClaims.but("auth_time", null);
        assertThat(userinfo(RunningEdge.EAST_KEY.token(longAgo))).endsWith(ALICE);

        RunningEdge.Setup setup = afterAFailback();
        setup.replicaKeys = List.of(RunningEdge.EAST_KEY);
        restarted(setup);

        assertReplicaIsNotAsked(userinfo(token));
        assertThat(edge.west.calls()).hasSize(1);
    }

    @Test
    void whereNoReplicaEverServedNoneIsAsked() {
        RunningEdge.Setup setup = afterAFailback();
        setup.decisions = List.of();
        restarted(setup);

        assertReplicaIsNotAsked(userinfo(token));
        assertReplicaIsNotAsked(userinfo(RunningEdge.EAST_KEY.token(SampleClaims.good())));
        assertThat(edge.cache.size()).as("nor is any token verified").isZero();
    }

    @Test
    void whereThePrimaryKnowsEverySessionItsRefusalIsFinal() {
        RunningEdge.Setup setup = afterAFailback();
        setup.dialect = RunningEdge.cognitoWithReplicatedSessions();
        restarted(setup);

        assertReplicaIsNotAsked(userinfo(token));
    }

    @Test
    void aReplicaThatIsLostIsNotAsked() {
        RunningEdge.Setup setup = afterAFailback();
        setup.probes =
                List.of(new ProbeSpec("probe", Plane.TOKEN, "GET", "/probe", null, null, null, Set.of(401), Set.of()));
        restarted(setup);
        edge.east.script(call -> call.answer(call.head().startsWith("GET /probe") ? 500 : 200, JSON, ALICE));
        await().until(() -> edge.view().usable().size() == 1);

        assertFirstStands(userinfo(token));
        assertThat(edge.east.calls()).noneMatch(call -> call.head().startsWith("GET /oauth2/userInfo"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 500, 503})
    void whereTheReplicaDoesNotTakeItTheFirstAnswerStands(int status) {
        edge.east.answer(status, JSON, "{\"error\":\"other\"}");

        assertFirstStands(userinfo(token));
        assertThat(edge.east.calls()).hasSize(1);
        assertThat(edge.count("sallyport.second.opinions", "operation", "userinfo", "result", "not_taken"))
                .isEqualTo(1);
    }

    @Test
    void nobodyIsAskedWhatTheReplicaItselfRefused() {
        edge.failOver();
        edge.east.answer(401, JSON, REFUSED);

        assertFirstStands(userinfo(token));
        assertThat(edge.east.calls()).hasSize(1);
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void norIsItWhereThePrimaryFailed() {
        edge.west.script(ScriptedRegion.Call::reset);
        edge.east.answer(401, JSON, REFUSED);

        assertFirstStands(userinfo(token));
        assertThat(edge.east.calls()).hasSize(1);
    }

    @Test
    void aReplicaThatFailedIsNotAskedAgain() {
        edge.failOver();
        edge.east.script(ScriptedRegion.Call::reset);

        assertFirstStands(userinfo(token));
        assertThat(edge.east.calls()).hasSize(1);
        assertThat(edge.west.calls()).hasSize(1);
    }

    @Test
    void whatWasStreamedIsNotSentAgain() {
        String headers = FORM + "Authorization: Bearer " + token + "\r\n";

        assertReplicaIsNotAsked(edge.post("/oauth2/userInfo", headers, "a=" + "b".repeat(100_000)));
        assertThat(edge.post("/oauth2/userInfo", headers, "a=b")).endsWith(ALICE);
    }

    @Test
    void whoSignsInDuringADrillIsAskedAboutAtOnce() {
        RunningEdge.Setup setup = afterAFailback();
        setup.decisions = List.of();
        restarted(setup);
        edge.order(new Input.Drill(Optional.empty(), 10, Duration.ofMinutes(5), 5, "ann", "a test"));

        assertThat(userinfo(RunningEdge.KEY.token(SampleClaims.but("auth_time", SampleClaims.NOW.getEpochSecond()))))
                .endsWith(ALICE);
    }

    @Test
    void whenTheClientLeavesTheReplicaIsLeftToo() {
        RunningEdge.Setup setup = afterAFailback();
        setup.attempt = Duration.ofMinutes(1);
        restarted(setup);
        edge.east.script(call -> {});
        try (RawClient client = edge.connect()) {
            client.send("GET /oauth2/userInfo HTTP/1.1\r\nHost: id.example.com\r\nAuthorization: Bearer " + token
                    + "\r\n\r\n");
            await().until(() -> edge.east.calls().size() == 1);
        }

        await().until(() -> edge.east.brokenOff() == 1);
    }
}
