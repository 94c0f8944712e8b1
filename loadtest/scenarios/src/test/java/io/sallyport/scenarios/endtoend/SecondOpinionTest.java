package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who signed in at the replica is known by the access token after the failback too. */
class SecondOpinionTest {

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    private final Client client = new Client();

    @Test
    void userinfoAndIntrospectionKnowTheReplicasTokenAfterTheFailbackAndARestart() throws Exception {
        demo.losePrimary();
        String token = Client.text(new Login(demo).tokens(), "access_token");
        demo.regainPrimary();

        assertThat(userinfo(demo.primary().url("/oauth2/userInfo"), token).statusCode())
                .as("past the gateway")
                .isEqualTo(401);
        assertThat(Client.text(userinfo(demo.url("/oauth2/userInfo"), token), "username"))
                .isEqualTo("alice");
        assertThat(Client.text(introspected(token), "active")).isEqualTo("true");

        demo.restartGateway();
        demo.awaitState("on_primary");

        assertThat(userinfo(demo.url("/oauth2/userInfo"), token).statusCode()).isEqualTo(200);
        assertThat(demo.replica().requests("/oauth2/userInfo")).isEqualTo(2);
    }

    @Test
    void theApiKnowsItTooUntilItsUserSignsOutEverywhere() throws Exception {
        demo.losePrimary();
        String alices = signIn("alice", "Wonderland-1");
        String bobs = signIn("bob", "Builder-22");
        assertThat(called(demo.url("/"), "GlobalSignOut", bobs).statusCode()).isEqualTo(200);
        demo.regainPrimary();

        assertThat(Client.header(called(demo.primary().url("/"), "GetUser", alices), "x-amzn-ErrorType"))
                .as("past the gateway")
                .isEqualTo("NotAuthorizedException");
        assertThat(Client.text(called(demo.url("/"), "GetUser", alices), "Username"))
                .isEqualTo("alice");
        assertThat(Client.header(called(demo.url("/"), "GetUser", bobs), "x-amzn-ErrorType"))
                .isEqualTo("NotAuthorizedException");
        assertThat(userinfo(demo.url("/oauth2/userInfo"), bobs).statusCode()).isEqualTo(401);
        assertThat(demo.replica().requests("GetUser")).isEqualTo(1);
        assertThat(demo.replica().requests("/oauth2/userInfo")).isZero();
    }

    private HttpResponse<String> userinfo(URI endpoint, String token) throws IOException, InterruptedException {
        return client.get(endpoint, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> introspected(String token) throws IOException, InterruptedException {
        return client.postForm(
                demo.url("/oauth2/introspect"),
                Map.of("token", token),
                "Authorization",
                Client.basic("demo-api", "demo-api-secret"));
    }

    private HttpResponse<String> called(URI api, String operation, String token)
            throws IOException, InterruptedException {
        return client.cognito(api, operation, "{\"AccessToken\":\"" + token + "\"}");
    }

    private String signIn(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.signIn(demo.url("/"), user, password);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer).at("/AuthenticationResult/AccessToken").asText();
    }
}
