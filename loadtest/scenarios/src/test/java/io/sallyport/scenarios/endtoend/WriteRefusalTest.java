package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a change while no writable region serves. */
class WriteRefusalTest {

    static final String SIGN_UP = "{\"ClientId\":\"demo-web\",\"Username\":\"dora\",\"Password\":\"Explorer-44\"}";

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    private final Client client = new Client();

    @Test
    void aSignUpPassesWhileThePrimaryServes() throws Exception {
        HttpResponse<String> answer = client.cognito(demo.url("/"), "SignUp", SIGN_UP);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(demo.primary().requests("SignUp")).isEqualTo(1);
        assertThat(demo.replica().requests("SignUp")).isZero();
    }

    @Test
    void theVeryFirstSignUpAfterThePortClosedIsRefusedAsCognitoWould() throws Exception {
        demo.primary().fault("refuse");

        HttpResponse<String> answer = client.cognito(demo.url("/"), "SignUp", SIGN_UP);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Client.header(answer, "x-amzn-ErrorType")).isEqualTo("OperationNotEnabledException");
        assertThat(Client.header(answer, "Content-Type")).startsWith("application/x-amz-json-1.1");
        assertThat(Client.text(answer, "__type")).isEqualTo("OperationNotEnabledException");
        assertThat(Client.text(answer, "message")).isNotBlank();
        assertReachedNobody("SignUp", "sign-up");
    }

    @Test
    void theVeryFirstVisitorOfTheSignUpPageReadsAPage() throws Exception {
        demo.primary().fault("refuse");

        HttpResponse<String> answer =
                client.get(demo.url("/signup?client_id=demo-web"), "Accept", "text/html,application/xhtml+xml");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Client.header(answer, "Content-Type")).startsWith("text/html");
        assertThat(Client.header(answer, "Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.body()).contains("<h1>").doesNotContain(RunningDemo.PRIMARY, RunningDemo.REPLICA);
        assertReachedNobody("/signup", "signup");
    }

    @Test
    void anyOtherCallerReadsAProblem() throws Exception {
        demo.primary().fault("refuse");

        HttpResponse<String> answer =
                client.postForm(demo.url("/signup"), Map.of("username", "dora"), "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Client.header(answer, "Content-Type")).startsWith("application/problem+json");
        assertThat(Client.header(answer, "Retry-After")).matches("[1-9][0-9]*");
        assertThat(Client.json(answer).get("status").asInt()).isEqualTo(503);
        assertThat(Client.text(answer, "type")).isNotBlank();
        assertThat(Client.text(answer, "title")).isNotBlank();
        assertReachedNobody("/signup", "signup");
    }

    @Test
    void aSignUpWhoseAnswerIsLostIsUnknownAndNeverSentAgain() throws Exception {
        demo.primary().fault("reset", "api");

        HttpResponse<String> answer = client.cognito(demo.url("/"), "SignUp", SIGN_UP);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Client.header(answer, "x-amzn-ErrorType")).isEqualTo("InternalErrorException");
        assertThat(demo.primary().requests("SignUp")).isEqualTo(1);
        assertThat(demo.replica().requests("SignUp")).isZero();
    }

    @Test
    void writesComeBackWithThePrimary() throws Exception {
        demo.losePrimary();
        demo.regainPrimary();

        HttpResponse<String> answer = client.cognito(demo.url("/"), "SignUp", SIGN_UP);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void assertReachedNobody(String seenAs, String operation) throws Exception {
        assertThat(demo.primary().requests(seenAs)).isZero();
        assertThat(demo.replica().requests(seenAs)).isZero();
        Metrics metrics = demo.metrics();
        assertThat(metrics.sum("sallyport_writes_refused_total", Map.of("dialect", "cognito")))
                .isEqualTo(1);
        assertThat(metrics.sum(
                        "sallyport_upstream_seconds_count",
                        Map.of("region", RunningDemo.REPLICA, "operation", operation)))
                .isZero();
    }
}
