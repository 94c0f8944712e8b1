package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.guard.Guard;
import io.sallyport.operation.Operation;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins after a change of a password that passed through a whole listener. West is the primary. */
class CredentialFenceTest extends BeforeTwoRegions {

    private static final String JSON = "Content-Type: application/x-amz-json-1.1\r\n";
    private static final String TOKENS = "{\"AuthenticationResult\":{\"AccessToken\":\"t\"}}";
    private static final String RESET = "{'ClientId':'app','Username':'alice','ConfirmationCode':'1','Password':'n'}";

    private final AtomicLong now = new AtomicLong();
    private final String token = RunningEdge.KEY.token(SampleClaims.good());

    @BeforeEach
    void twoRegions() {
        start(new Guard.Settings(null, Duration.ofMinutes(15)));
    }

    private void start(Guard.Settings settings) {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.guard = settings;
        setup.guardTicker = now::get;
        restart(setup);
        edge.west.answer(200, JSON, "{}");
        edge.east.answer(200, JSON, TOKENS);
    }

    private String call(String operation, String json) {
        return edge.call(operation, json.replace('\'', '"'));
    }

    private String changePassword(String accessToken) {
        return call("ChangePassword", "{'AccessToken':'" + accessToken + "','PreviousPassword':'o'}");
    }

    private String signIn(String name) {
        return call(
                "InitiateAuth",
                "{'AuthFlow':'USER_PASSWORD_AUTH','ClientId':'app','AuthParameters':{'USERNAME':'" + name + "'}}");
    }

    private static void assertNeutral(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("x-amzn-errortype: NotAuthorizedException")
                .endsWith("{\"__type\":\"NotAuthorizedException\",\"message\":\"Password attempts exceeded\"}");
    }

    private void assertNobodyIsFenced() {
        edge.west.refuse();
        assertThat(signIn("alice")).endsWith(TOKENS);
        assertThat(edge.registry.get("sallyport.fences").counter().count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice-id", " Alice"})
    void aReplicaIsNotAskedAfterAChangeByTheHolder(String name) {
        assertThat(changePassword(token)).startsWith("HTTP/1.1 200 ");
        edge.west.refuse();

        assertNeutral(signIn(name));

        assertThat(edge.east.calls()).isEmpty();
        assertThat(signIn("bob")).endsWith(TOKENS);
        assertThat(edge.registry.get("sallyport.fences").counter().count()).isEqualTo(2);
    }

    @Test
    void norAfterAReset() {
        call("ConfirmForgotPassword", RESET);
        edge.west.refuse();

        assertNeutral(signIn("alice"));

        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void norAfterTheAccountIsDeleted() {
        call("DeleteUser", "{'AccessToken':'" + token + "'}");
        edge.west.refuse();

        assertNeutral(signIn("alice"));
    }

    @Test
    void thePrimaryAnswersAsEver() {
        changePassword(token);
        edge.west.answer(200, JSON, TOKENS);

        assertThat(signIn("alice")).endsWith(TOKENS);

        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void whatWasBegunAtTheReplicaDoesNotGoOnThere() {
        changePassword(token);

        String answer = call(
                "RespondToAuthChallenge",
                "{'ChallengeName':'PASSWORD','ClientId':'app','Session':'" + sessionOfEast()
                        + "','ChallengeResponses':{'USERNAME':'alice','PASSWORD':'o'}}");

        assertNeutral(answer);
        assertThat(edge.east.calls()).isEmpty();
        assertThat(edge.registry
                        .get("sallyport.lockouts")
                        .tag("reason", "fenced")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private String sessionOfEast() {
        Operation begin = Objects.requireNonNull(
                        RunningEdge.cognito().apiRoute("AWSCognitoIdentityProviderService.InitiateAuth"))
                .operation(name -> null);
        String answer = edge.affinities
                .hints()
                .inJson(begin, new RegionName("us-east-1"), Buffer.buffer("{\"Session\":\"s\"}"), null, Map.of())
                .toString();
        return answer.substring(answer.indexOf(":\"") + 2, answer.length() - 2);
    }

    @Test
    void afterItsTimeTheReplicaIsAskedAgain() {
        changePassword(token);
        edge.west.refuse();
        now.addAndGet(Duration.ofMinutes(15).minusMillis(1).toNanos());
        assertNeutral(signIn("alice"));

        now.addAndGet(Duration.ofMillis(1).toNanos());

        assertThat(signIn("alice")).endsWith(TOKENS);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 429, 500, 503})
    void aChangeThatTheRegionDidNotAcceptFencesNobody(int status) {
        edge.west.answer(status, JSON, "{}");

        changePassword(token);
        call("ConfirmForgotPassword", RESET);

        assertNobodyIsFenced();
    }

    @Test
    void aForgedTokenFencesNobody() {
        changePassword(TokenMint.rs256(RunningEdge.KEY.kid()).token(SampleClaims.good()));

        assertNobodyIsFenced();
    }

    @Test
    void nobodyFencesAnothersAccountByAResetWhoseEndIsUnknown() {
        edge.west.script(ScriptedRegion.Call::reset);

        assertThat(call("ConfirmForgotPassword", RESET)).contains("InternalErrorException");

        assertNobodyIsFenced();
    }

    @Test
    void aChangeByTheHolderWhoseEndIsUnknownFences() {
        edge.west.script(ScriptedRegion.Call::reset);

        assertThat(changePassword(token)).contains("InternalErrorException");
        edge.west.refuse();

        assertNeutral(signIn("alice"));
    }

    @Test
    void theFormOfALoginPageIsNotShownToTheReplicaEither() {
        changePassword(token);
        edge.west.refuse();

        String answer = edge.post("/login", FORM + "Accept: text/html\r\n", "username=alice&password=o");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("<p>Password attempts exceeded</p>");
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void withoutAFenceTheReplicaIsAsked() {
        start(new Guard.Settings(RunningEdge.USUAL_LOCKOUT, null));

        changePassword(token);
        edge.west.refuse();

        assertThat(signIn("alice")).endsWith(TOKENS);
    }
}
