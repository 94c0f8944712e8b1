package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replica's own refusals: passed on as they are, and explained beside. */
class ExplanationsTest extends BeforeTwoRegions {

    private static final String PASSWORD = "{\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"app\"}";

    private static String error(String message) {
        return "{\"__type\":\"OperationNotEnabledException\",\"message\":\"" + message + "\"}";
    }

    private void eastRefuses(String type, String message) {
        edge.east.answer(400, "x-amzn-ErrorType: " + type + "\r\n", error(message));
    }

    private double counted(String operation, String capability) {
        return edge.count("sallyport.replica.refusals", "operation", operation, "capability", capability);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OperationNotEnabledException | TOTP sign-in is not enabled in a secondary region. | replica; totp-mfa | totp-mfa",
                "OperationNotEnabledException:http://internal.amazon.com/coral/ | TOTP is not enabled. | replica; totp-mfa | totp-mfa",
                "OperationNotEnabledException | Device tracking is not enabled. | replica; device-tracking | device-tracking",
                "OperationNotEnabledException | This is not enabled. | replica | other"
            })
    void aSignInThatTheReplicaCannotJudgeIsExplained(String type, String message, String explanation, String counted) {
        eastRefuses(type, message);
        edge.failOver();

        assertThat(edge.call("InitiateAuth", PASSWORD))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("x-amzn-errortype: " + type + "\r\n")
                .containsIgnoringCase("sallyport-explanation: " + explanation + "\r\n")
                .endsWith(error(message));
        assertThat(counted("InitiateAuth", counted)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NotAuthorizedException | Incorrect username or password. TOTP OperationNotEnabledException",
                "OperationNotEnabledExceptionX | TOTP",
                "'' | OperationNotEnabledException TOTP"
            })
    void whatIsNoSuchRefusalIsNot(String type, String message) {
        eastRefuses(type, message);
        edge.failOver();

        assertThat(edge.call("InitiateAuth", PASSWORD)).doesNotContainIgnoringCase("sallyport-explanation");
    }

    @Test
    void thePrimarysWordIsNobodyElsesToExplain() {
        edge.west.answer(400, "x-amzn-ErrorType: OperationNotEnabledException\r\n", error("TOTP"));

        assertThat(edge.call("InitiateAuth", PASSWORD))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContainIgnoringCase("sallyport-explanation");
    }

    @Test
    void aPageThatMayReadTheAnswerMayReadWhy() {
        edge.east.answer(
                400,
                String.join(
                        "\r\n",
                        "x-amzn-ErrorType: OperationNotEnabledException",
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Expose-Headers: x-amzn-ErrorType",
                        ""),
                error("TOTP"));
        edge.failOver();

        assertThat(edge.call("InitiateAuth", PASSWORD))
                .containsIgnoringCase("access-control-expose-headers: x-amzn-ErrorType\r\n")
                .containsIgnoringCase("access-control-expose-headers: sallyport-explanation\r\n");
    }

    @Test
    void theLoginPageOfSomebodyWithTotpIsExplainedAndStaysAsItIs() {
        String page = "<p>Sign-in with a one-time code is not available in this region.</p>";
        edge.east.answer(200, "Content-Type: text/html\r\n", page);
        edge.failOver();

        assertThat(edge.post("/login", FORM, "username=carol&password=x"))
                .containsIgnoringCase("sallyport-explanation: replica; totp-mfa\r\n")
                .endsWith(page);
        assertThat(counted("login", "totp-mfa")).isEqualTo(1);
    }

    @Test
    void aFederatedUsersFirstSignInIsExplained() {
        edge.east.answer(
                302,
                "Location: https://app.example.com/callback?error=access_denied"
                        + "&error_description=OperationNotEnabledException%3A+first\r\n",
                "");
        edge.failOver();

        assertThat(edge.get("/oauth2/authorize?client_id=app"))
                .startsWith("HTTP/1.1 302 ")
                .containsIgnoringCase("sallyport-explanation: replica; federated-first-sign-in\r\n");
    }
}
