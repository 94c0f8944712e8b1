package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are signed for the host that they were sent to. */
class SignedCallsTest extends BeforeTwoRegions {

    private static final String SERVICE = "X-Amz-Target: AWSCognitoIdentityProviderService.";
    private static final String SIGNATURE =
            "Authorization: AWS4-HMAC-SHA256 Credential=AKIA/20261128/us-west-2/cognito-idp/aws4_request, "
                    + "SignedHeaders=host;x-amz-date;x-amz-target, Signature=5d672d79c15b13162d9279b0855cfba6\r\n";
    private static final String QUERY =
            "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-SignedHeaders=host&X-Amz-Signature=5d672d79c15b1316";

    private String signed(String operation) {
        return edge.post("/", SERVICE + operation + "\r\n" + SIGNATURE, "{\"ClientId\":\"app\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetUser", "SignUp", "AdminGetUser", "ListUsers"})
    void aSignedCallHearsWhereToGoKnownOperationOrNot(String operation) {
        String answer = signed(operation);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("x-amzn-ErrorType: InvalidSignatureException\r\n")
                .containsIgnoringCase("content-type: application/x-amz-json-1.1\r\n")
                .doesNotContain("AKIA", "5d672d79");
        JsonObject error = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(error.getString("__type")).isEqualTo("InvalidSignatureException");
        assertThat(error.getString("message")).contains("signed").endsWith(edge.west.url());
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void theRegionThatServesIsNamed() {
        edge.failOver();

        assertThat(signed("GetUser")).contains(edge.east.url()).doesNotContain(edge.west.url());
    }

    @Test
    void aPresignedCallHearsTheSame() {
        assertThat(edge.post(QUERY, SERVICE + "GetUser\r\n", "{}"))
                .contains("InvalidSignatureException", edge.west.url());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws4-hmac-sha256 Credential=x",
                "AWS4-ECDSA-P256-SHA256 Credential=x",
            })
    void everyFormOfTheSchemeIsOne(String authorization) {
        assertThat(edge.post("/", SERVICE + "GetUser\r\nAuthorization: " + authorization + "\r\n", "{}"))
                .contains("InvalidSignatureException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer AWS4-HMAC-SHA256\r\n", "Authorization: Basic QVdTNA==\r\n", ""})
    void anyOtherCallPasses(String headers) {
        edge.west.answer(200, "", "passed");

        assertThat(edge.post("/", SERVICE + "GetUser\r\n" + headers, "{}")).endsWith("passed");
    }

    @Test
    void nobodyIsSentToARegionWithACallOfAnotherService() {
        assertThat(edge.post("/", "X-Amz-Target: DynamoDB_20120810.GetItem\r\n" + SIGNATURE, "{}"))
                .startsWith("HTTP/1.1 404 ")
                .doesNotContain(edge.west.url());
        assertThat(edge.post("/oauth2/token", FORM + SIGNATURE, SAFE)).doesNotContain(edge.west.url());
    }

    @Test
    void whereTheRegionsTakeItTheCallPassesToTheByteWithTheHostThatWasSigned() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.passesSigned = true;
        restart(setup);
        edge.west.answer(200, "Content-Type: application/x-amz-json-1.1\r\n", "{\"Session\":\"west's\"}");
        String body = "{\"ClientId\":\"app\", \"AuthFlow\":\"USER_PASSWORD_AUTH\"}";

        String answer =
                edge.post("/", SERVICE + "InitiateAuth\r\n" + SIGNATURE + "Accept-Encoding: identity\r\n", body);

        assertThat(answer).as("nothing tells its region").endsWith("{\"Session\":\"west's\"}");
        assertThat(seen().header("Host")).containsExactly("id.example.com");
        assertThat(seen().header("Authorization"))
                .containsExactly(SIGNATURE.substring("Authorization: ".length()).trim());
        assertThat(seen().header("Accept-Encoding")).containsExactly("identity");
        assertThat(seen().body()).isEqualTo(body);
    }

    @Test
    void anAnswerThatIsReadComesPlainWhateverElseIsAskedFor() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.passesSigned = true;
        restart(setup);
        edge.west.answer(200, "Content-Type: application/x-amz-json-1.1\r\n", "{}");

        edge.post(
                "/",
                SERVICE + "InitiateAuth\r\n" + SIGNATURE + "Accept-Encoding: identity\r\nAccept-Encoding: gzip\r\n",
                "{\"ClientId\":\"app\"}");

        assertThat(seen().header("Accept-Encoding")).isEmpty();
    }

    @Test
    void whereTheyDoAnUnsignedCallStillGoesToTheRegionsOwnName() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.passesSigned = true;
        restart(setup);
        edge.west.answer(200, "Content-Type: application/x-amz-json-1.1\r\n", "{\"Session\":\"west's\"}");

        String answer = edge.call("InitiateAuth", "{\"ClientId\":\"app\"}");

        assertThat(answer).contains("\"Session\":\"sally1_");
        assertThat(seen().header("Host")).noneMatch("id.example.com"::equals).hasSize(1);
    }

    @Test
    void aSignedWriteThatMayPassIsRefusedOnTheReplicaAsAnyOther() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.passesSigned = true;
        restart(setup);
        edge.failOver();

        assertThat(signed("SignUp")).contains("OperationNotEnabledException");
        assertThat(edge.east.calls()).isEmpty();
    }
}
