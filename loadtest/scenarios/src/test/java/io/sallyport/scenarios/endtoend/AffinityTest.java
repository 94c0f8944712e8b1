package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.regions.DemoData;
import io.sallyport.regions.signin.Totp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a region began goes on there, whoever serves meanwhile. */
class AffinityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FORGED = "sally1_AAAAAAAAAAAAAAAAAAAAAAAAcode";

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    private final Client client = new Client();

    @Test
    void aLoginThatBeganOnTheReplicaIsFinishedThereAfterTheFailback() throws Exception {
        demo.losePrimary();
        Login login = new Login(demo).begin();
        demo.regainPrimary();

        HttpResponse<String> tokens = login.redeem(login.submit());

        assertThat(regionOf(tokens)).isEqualTo(RunningDemo.REPLICA);
        assertThat(demo.primary().requests("/login")).isZero();
    }

    @Test
    void aCodeAndASessionOfTheReplicaAreGoodThereAfterTheFailback() throws Exception {
        demo.losePrimary();
        Login login = new Login(demo);
        String code = login.code();
        demo.regainPrimary();

        HttpResponse<String> tokens = login.redeem(code);
        HttpResponse<String> refreshed = refresh(tokens);

        assertThat(regionOf(tokens)).isEqualTo(RunningDemo.REPLICA);
        assertThat(regionOf(refreshed)).isEqualTo(RunningDemo.REPLICA);
        HttpResponse<String> revoked = client.postForm(
                demo.url("/oauth2/revoke"),
                Map.of("client_id", "demo-web", "token", Client.text(tokens, "refresh_token")));
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(Client.text(refresh(tokens), "error")).isEqualTo("invalid_grant");
    }

    @Test
    void aLoginThatBeganAtThePrimaryIsFinishedThereWhileTheReplicaServes() throws Exception {
        Login login = new Login(demo).begin();
        demo.primary().fault("reset", "api");
        await().atMost(PATIENCE).until(() -> active(RunningDemo.REPLICA));

        HttpResponse<String> tokens = login.redeem(login.submit());

        assertThat(regionOf(tokens)).isEqualTo(RunningDemo.PRIMARY);
        assertThat(demo.replica().requests("/login")).isZero();
    }

    @Test
    void twoTabsGoOnEachAtItsRegion() throws Exception {
        Client browser = new Client();
        demo.losePrimary();
        Login older = new Login(demo, browser).begin();
        demo.regainPrimary();
        Login newer = new Login(demo, browser).begin();

        HttpResponse<String> ofOlder = older.redeem(older.submit());
        HttpResponse<String> ofNewer = newer.redeem(newer.submit());

        assertThat(regionOf(ofOlder)).isEqualTo(RunningDemo.REPLICA);
        assertThat(regionOf(ofNewer)).isEqualTo(RunningDemo.PRIMARY);
    }

    @Test
    void aBrowserThatSignedInAtTheReplicaIsKnownThereAfterTheFailback() throws Exception {
        Client browser = new Client();
        demo.losePrimary();
        new Login(demo, browser).code();
        demo.regainPrimary();

        Login silent = new Login(demo, browser);
        HttpResponse<String> tokens = silent.redeem(silent.codeAt(silent.authorize()));

        assertThat(regionOf(tokens)).isEqualTo(RunningDemo.REPLICA);
    }

    @Test
    void aPushedRequestIsKnownWhereItWasPushed() throws Exception {
        demo.losePrimary();
        Login login = new Login(demo);
        String requestUri = login.push();
        demo.regainPrimary();

        HttpResponse<String> tokens = login.redeem(login.beginPushed(requestUri).submit());

        assertThat(requestUri).startsWith("urn:ietf:params:oauth:request_uri:");
        assertThat(regionOf(tokens)).isEqualTo(RunningDemo.REPLICA);
    }

    @Test
    void whatOnlyADeadRegionKnewBeginsAnew() throws Exception {
        demo.losePrimary();
        Login login = new Login(demo);
        String code = login.code();
        String requestUri = login.push();
        demo.regainPrimary();
        demo.replica().fault("refuse");

        HttpResponse<String> redeemed = login.redeem(code);
        HttpResponse<String> begun = client.get(
                demo.url("/oauth2/authorize?"
                        + Client.encode(Map.of("client_id", "demo-web", "request_uri", requestUri))),
                "Accept",
                "text/html");

        assertThat(redeemed.statusCode()).isEqualTo(400);
        assertThat(Client.text(redeemed, "error")).isEqualTo("invalid_grant");
        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(Client.header(begun, "Location"))
                .startsWith("http://127.0.0.1:3456/callback?error=temporarily_unavailable");
        assertThat(upstream("token:authorization_code", RunningDemo.PRIMARY)).isZero();
    }

    @Test
    void aForgedPrefixReachesNoRegion() throws Exception {
        HttpResponse<String> code = new Login(demo).redeem(FORGED);
        HttpResponse<String> refreshed = Login.refresh(demo.url("/oauth2/token"), FORGED);
        HttpResponse<String> answered = client.cognito(
                demo.url("/"),
                "RespondToAuthChallenge",
                "{\"ClientId\":\"demo-web\",\"ChallengeName\":\"SOFTWARE_TOKEN_MFA\",\"Session\":\"" + FORGED
                        + "\",\"ChallengeResponses\":{}}");

        assertThat(code.statusCode()).isEqualTo(400);
        assertThat(Client.text(code, "error")).isEqualTo("invalid_grant");
        assertThat(refreshed.statusCode()).isEqualTo(400);
        assertThat(Client.text(refreshed, "error")).isEqualTo("invalid_grant");
        assertThat(answered.statusCode()).isEqualTo(400);
        assertThat(Client.header(answered, "x-amzn-ErrorType")).isEqualTo("NotAuthorizedException");
        assertThat(demo.metrics().sum("sallyport_upstream_seconds_count", Map.of()))
                .isZero();
    }

    @Test
    void carolsChallengeGoesOnWhereItWasPosed() throws Exception {
        HttpResponse<String> challenge = client.signIn(demo.url("/"), "carol", "Carol-333");
        assertThat(Client.text(challenge, "ChallengeName")).isEqualTo("SOFTWARE_TOKEN_MFA");
        demo.primary().fault("reset", "login");
        await().atMost(PATIENCE).until(() -> active(RunningDemo.REPLICA));

        HttpResponse<String> answered = client.cognito(
                demo.url("/"),
                "RespondToAuthChallenge",
                "{\"ClientId\":\"demo-web\",\"ChallengeName\":\"SOFTWARE_TOKEN_MFA\",\"Session\":\""
                        + Client.text(challenge, "Session")
                        + "\",\"ChallengeResponses\":{\"USERNAME\":\"carol\",\"SOFTWARE_TOKEN_MFA_CODE\":\""
                        + new Totp(InstantSource.system()).now(DemoData.CAROL_TOTP_SECRET) + "\"}}");

        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertThat(Client.json(answered)
                        .at("/AuthenticationResult/RefreshToken")
                        .asText())
                .startsWith("sally1_");
    }

    @Test
    void aProofBySrpGoesWhereItWasAskedFor() throws Exception {
        demo.losePrimary();
        HttpResponse<String> challenge = client.cognito(
                demo.url("/"),
                "InitiateAuth",
                "{\"AuthFlow\":\"USER_SRP_AUTH\",\"ClientId\":\"demo-web\","
                        + "\"AuthParameters\":{\"USERNAME\":\"alice\",\"SRP_A\":\"" + "ab".repeat(384) + "\"}}");
        String block =
                Client.json(challenge).at("/ChallengeParameters/SECRET_BLOCK").asText();
        demo.regainPrimary();

        client.cognito(
                demo.url("/"),
                "RespondToAuthChallenge",
                "{\"ClientId\":\"demo-web\",\"ChallengeName\":\"PASSWORD_VERIFIER\",\"ChallengeResponses\":{"
                        + "\"USERNAME\":\"alice\",\"TIMESTAMP\":\"Fri Nov 20 12:00:00 UTC 2026\","
                        + "\"PASSWORD_CLAIM_SIGNATURE\":\"AAAA\",\"PASSWORD_CLAIM_SECRET_BLOCK\":\"" + block + "\"}}");

        assertThat(block).isNotEmpty();
        assertThat(demo.replica().requests("RespondToAuthChallenge")).isEqualTo(1);
        assertThat(demo.primary().requests("RespondToAuthChallenge")).isZero();
    }

    private boolean active(String region) throws Exception {
        return demo.metrics().set("sallyport_active_region", "region").equals(Set.of(region));
    }

    private double upstream(String operation, String region) throws Exception {
        return demo.metrics().sum("sallyport_upstream_seconds_count", Map.of("operation", operation, "region", region));
    }

    private HttpResponse<String> refresh(HttpResponse<String> tokens) throws Exception {
        return Login.refresh(demo.url("/oauth2/token"), Client.text(tokens, "refresh_token"));
    }

    private String regionOf(HttpResponse<String> tokens) throws Exception {
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        HttpResponse<String> verdict = client.validate(demo.url("/-/validate"), Client.text(tokens, "access_token"));
        assertThat(verdict.statusCode()).isEqualTo(200);
        return Client.header(verdict, "X-Auth-Region");
    }
}
