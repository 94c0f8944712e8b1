package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What who guesses a password, or knows an old one, gets out of there being two regions. */
class PasswordGuessTest {

    private static final String REFUSED =
            "{\"__type\":\"NotAuthorizedException\",\"message\":\"Password attempts exceeded\"}";

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    private final Client client = new Client();

    private HttpResponse<String> signIn(String name, String password) throws Exception {
        return client.signIn(demo.url("/"), name, password);
    }

    private void assertWrong(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Client.text(answer, "message")).isNotEqualTo("Password attempts exceeded");
    }

    private double refused(String reason) throws Exception {
        return demo.metrics().sum("sallyport_lockouts_total", Map.of("reason", reason));
    }

    @Test
    void theReplicaGivesNoFurtherGuessesAndNobodyIsToldWhoExists() throws Exception {
        for (String name : new String[] {"alice", "nobody"}) {
            for (int i = 0; i < 3; i++) {
                assertWrong(signIn(name, "guess-" + i));
            }
        }
        demo.losePrimary();
        long before = demo.replica().requests("InitiateAuth");
        for (String name : new String[] {"alice", "nobody"}) {
            for (int i = 3; i < 5; i++) {
                assertWrong(signIn(name, "guess-" + i));
            }
        }

        assertThat(signIn("alice", "Wonderland-1").body()).isEqualTo(REFUSED);
        assertThat(signIn("nobody", "Wonderland-1").body()).isEqualTo(REFUSED);

        assertThat(refused("blocked")).isEqualTo(2);
        assertThat(demo.replica().requests("InitiateAuth") - before).isGreaterThanOrEqualTo(4);
        assertThat(signIn("bob", "Builder-22").statusCode()).isEqualTo(200);
    }

    @Test
    void anOldPasswordIsNoneAtAReplicaThatDoesNotKnowOfTheChangeYet() throws Exception {
        demo.replica().lag(600_000);
        HttpResponse<String> signedIn = signIn("alice", "Wonderland-1");
        String token = Client.json(signedIn)
                .get("AuthenticationResult")
                .get("AccessToken")
                .asText();
        HttpResponse<String> changed = client.cognito(
                demo.url("/"),
                "ChangePassword",
                "{\"AccessToken\":\"%s\",\"PreviousPassword\":\"Wonderland-1\",\"ProposedPassword\":\"Looking-Glass-2\"}"
                        .formatted(token));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(signIn("alice", "Looking-Glass-2").statusCode()).isEqualTo(200);
        demo.losePrimary();

        assertThat(signIn("alice", "Wonderland-1").body()).isEqualTo(REFUSED);

        assertThat(refused("fenced")).isPositive();
        assertThat(signIn("bob", "Builder-22").statusCode()).isEqualTo(200);
    }
}
