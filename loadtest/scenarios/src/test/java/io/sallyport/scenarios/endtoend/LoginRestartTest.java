package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.regions.DemoData;
import io.sallyport.regions.signin.Totp;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The region of a running login dies, and its user signs in all the same. */
class LoginRestartTest {

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    private final Client browser = new Client();

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "reset", "blackhole", "error"})
    void aRegionThatDiesWithThePageOpenCostsAPasswordMore(String fault) throws Exception {
        Login login = new Login(demo, browser).begin();
        demo.primary().fault(fault);

        URI anew = login.submitted();
        HttpResponse<String> tokens = login.redeem(login.resume(anew).submit());

        assertThat(anew.getPath()).isEqualTo("/oauth2/authorize");
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        assertThat(demo.replica().requests("/login")).isEqualTo(2);
        assertThat(demo.metrics().sum("sallyport_login_restarts_total", Map.of()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "reset", "blackhole", "error"})
    void aRegionThatDiesBeforeItsPageIsAskedForCostsNothing(String fault) throws Exception {
        Login login = new Login(demo, browser);
        URI page = login.authorize();
        demo.primary().fault(fault);

        HttpResponse<String> answer = browser.get(page);
        HttpResponse<String> tokens =
                login.redeem(login.resume(login.redirect(page, answer)).submit());

        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "reset", "blackhole", "error"})
    void aRegionThatIsDeadAlreadyIsNotNoticed(String fault) throws Exception {
        demo.primary().fault(fault);

        assertThat(new Login(demo, browser).tokens().statusCode()).isEqualTo(200);
    }

    @Test
    void aLoginIsCarriedOverTwiceWhereBothRegionsDieInTurn() throws Exception {
        Login login = new Login(demo, browser).begin();
        demo.primary().fault("refuse");
        login.resume(login.submitted());
        demo.awaitState("on_replica");
        demo.primary().heal();
        demo.awaitState("on_primary");
        demo.replica().fault("refuse");

        HttpResponse<String> tokens =
                login.redeem(login.resume(login.submitted()).submit());

        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
    }

    @Test
    void carolIsToldByTheReplicasPageWhySheCannotGoOn() throws Exception {
        Login login = new Login(demo, browser).begin();
        HttpResponse<String> totp = login.post(Map.of("username", "carol", "password", "Carol-333"));
        assertThat(totp.body()).contains("One-time code");
        demo.primary().fault("refuse");

        String code = new Totp(InstantSource.system()).now(DemoData.CAROL_TOTP_SECRET);
        HttpResponse<String> lost = login.postTo(totp, Map.of("totp", code));
        Login again = login.resume(login.redirect(demo.url("/login"), lost));
        HttpResponse<String> told = again.post(Map.of("username", "carol", "password", "Carol-333"));

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.body()).contains("not available in this region");
    }

    @Test
    void aPushedLoginEndsInTheErrorThatMakesItsClientStartAgain() throws Exception {
        Login login = new Login(demo, browser);
        login.beginPushed(login.push());
        demo.primary().fault("refuse");

        URI back = login.submitted();

        assertThat(back.toString()).startsWith("http://127.0.0.1:3456/callback?error=temporarily_unavailable&");
        assertThat(back.getRawQuery())
                .contains("state=" + login.state())
                .endsWith("iss=" + Client.encode(Map.of("", demo.publicUrl())).substring(1));
    }

    @Test
    void aHybridAnswerIsRefusedInTheStandardsWords() throws Exception {
        HttpResponse<String> answer = browser.get(demo.url("/oauth2/authorize?client_id=demo-web&state=s"
                + "&scope=openid&response_type=code%20id_token&nonce=n"
                + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A3456%2Fcallback"));

        assertThat(Client.header(answer, "Location"))
                .startsWith("http://127.0.0.1:3456/callback")
                .contains("error=unsupported_response_type", "state=s");
    }
}
