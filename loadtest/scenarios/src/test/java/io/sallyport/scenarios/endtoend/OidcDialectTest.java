package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.regions.TwinOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any OpenID provider: its endpoints from discovery, its pages from the configuration, its users from another provider, too. */
class OidcDialectTest {

    private static final Map<String, String> RIGHT = Map.of("username", "alice", "password", "Wonderland-1");

    private static final String PAGES = """
            dialect: oidc
            provider: {refreshTokens: reusable, sessionCookies: [session]}
            operations:
              - {on: GET POST /login, name: login, class: sign-in, returnsCode: true, account: username}
              - {on: GET POST /oauth2/idpresponse, name: callback, class: sign-in, returnsCode: true}
              - {on: GET POST /signup, name: sign-up, class: write}
            """;

    @RegisterExtension
    final RunningDemo demo = new RunningDemo(
            OidcDialectTest::configuration, usual -> usual.withExtras(new TwinOptions.Extras(false, false, false, 0)));

    private final Client browser = new Client();

    private static String configuration(String cognito) {
        return cognito.replace("dialect: cognito\npool: us-west-2_demo\n", PAGES)
                .replaceAll("    api: .*\n", "");
    }

    /** The other provider's form, and where it sends the browser. */
    private URI partner(Client browser, URI form) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.postForm(form, Map.of("username", "dana", "password", "Partner-4444"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        URI back = URI.create(Client.header(answer, "Location"));
        assertThat(back.toString()).startsWith(demo.publicUrl() + "/oauth2/idpresponse?");
        return back;
    }

    private HttpResponse<String> federated(Client browser) throws IOException, InterruptedException {
        Login login = new Login(demo, browser);
        URI back = partner(browser, login.authorize("identity_provider", "Partner"));
        return login.redeem(login.codeAt(login.redirect(back, browser.get(back))));
    }

    @Test
    void aUserSignsInAndOnWhicheverRegionServes() throws Exception {
        HttpResponse<String> first = new Login(demo, browser).tokens();
        demo.losePrimary();
        HttpResponse<String> refreshed = Login.refresh(demo.url("/oauth2/token"), Client.text(first, "refresh_token"));
        HttpResponse<String> second = new Login(demo, new Client()).tokens();

        assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
    }

    @Test
    void failedSignInsOfTheLoginPageAreCountedOverBothRegions() throws Exception {
        guess(3);
        demo.losePrimary();
        guess(2);

        HttpResponse<String> refused = new Login(demo, new Client()).begin().post(RIGHT);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Password attempts exceeded");
        assertThat(demo.metrics().sum("sallyport_lockouts_total", Map.of("reason", "blocked")))
                .isEqualTo(1);
    }

    private void guess(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            HttpResponse<String> wrong =
                    new Login(demo, new Client()).begin().post(Map.of("username", "alice", "password", "guess-" + i));
            assertThat(wrong.body()).contains("name=\"password\"");
        }
    }

    @Test
    void pagesThatWriteAreRefusedOnTheReplicaAndOthersAreNotThere() throws Exception {
        assertThat(browser.get(demo.url("/signup")).statusCode()).isEqualTo(200);
        assertThat(browser.get(demo.url("/forgotPassword")).statusCode()).isEqualTo(404);
        demo.losePrimary();

        HttpResponse<String> refused = browser.get(demo.url("/signup"), "Accept", "text/html");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(demo.replica().requests("/signup")).isZero();
    }

    @Test
    void aLoginAtAnotherProviderComesBackThroughTheGatewayToTheRegionThatBeganIt() throws Exception {
        assertThat(federated(browser).statusCode()).isEqualTo(200);
        assertThat(demo.primary().requests("/oauth2/idpresponse")).isEqualTo(1);

        demo.losePrimary();
        HttpResponse<String> there = federated(browser);

        assertThat(there.statusCode()).as(there.body()).isEqualTo(200);
        assertThat(demo.replica().requests("/oauth2/idpresponse")).isEqualTo(1);
    }

    @Test
    void whoComesBackFromAnotherProviderToADeadRegionIsSentThereAnew() throws Exception {
        assertThat(federated(new Client()).statusCode()).isEqualTo(200);
        Login login = new Login(demo, browser);
        URI form = login.authorize("identity_provider", "Partner");
        demo.losePrimary();

        URI back = partner(browser, form);
        URI anew = login.redirect(back, browser.get(back));
        URI again = partner(browser, login.redirect(anew, browser.get(anew)));
        HttpResponse<String> tokens = login.redeem(login.codeAt(login.redirect(again, browser.get(again))));

        assertThat(anew.getPath()).isEqualTo("/oauth2/authorize");
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        assertThat(demo.metrics().sum("sallyport_login_restarts_total", Map.of()))
                .isEqualTo(1);
    }
}
