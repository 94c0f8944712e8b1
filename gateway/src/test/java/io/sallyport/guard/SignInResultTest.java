package io.sallyport.guard;

import static io.sallyport.guard.SignInResult.FAILED;
import static io.sallyport.guard.SignInResult.NEITHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.operation.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInResultTest {

    private static Fields message(String text) {
        return Map.of("message", text)::get;
    }

    @ParameterizedTest
    @CsvSource({
        "NotAuthorizedException,400,FAILED",
        "UserNotFoundException,400,FAILED",
        "CodeMismatchException,400,FAILED",
        "NotAuthorizedException,500,NEITHER",
        "NotAuthorizedExceptionX,400,NEITHER",
        "UserNotConfirmedException,400,NEITHER",
        "PasswordResetRequiredException,400,NEITHER",
        "InvalidParameterException,400,NEITHER",
        "ResourceNotFoundException,400,NEITHER"
    })
    void aCallsErrorSaysWhetherTheCredentialWasWrong(String type, int status, SignInResult result) {
        assertThat(SignInResult.ofCall(status, type, message("Incorrect username or password.")))
                .isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"NotAuthorizedException,FAILED", "com.amazonaws.x#NotAuthorizedException,FAILED", "x#Other,NEITHER"})
    void withoutAHeaderTheBodySaysTheError(String type, SignInResult result) {
        assertThat(SignInResult.ofCall(400, null, Map.of("__type", type)::get)).isEqualTo(result);
        assertThat(SignInResult.ofCall(400, null, Fields.NONE)).isEqualTo(NEITHER);
    }

    @Test
    void theRegionsOwnLockOutTriedNothing() {
        assertThat(SignInResult.ofCall(400, "NotAuthorizedException", message("Password attempts exceeded")))
                .isEqualTo(NEITHER);
    }

    @ParameterizedTest
    @CsvSource({
        "AuthenticationResult.AccessToken,200,SUCCEEDED",
        "AuthenticationResult.AccessToken,400,NEITHER",
        "ChallengeName,200,NEITHER",
        "Session,200,NEITHER"
    })
    void onlyTokensAreASuccess(String field, int status, SignInResult result) {
        assertThat(SignInResult.ofCall(status, null, Map.of(field, "EMAIL_OTP")::get))
                .isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "200,access_token,t,SUCCEEDED",
        "200,error,invalid_grant,NEITHER",
        "400,error,invalid_grant,FAILED",
        "401,error,invalid_grant,FAILED",
        "400,error,invalid_client,NEITHER",
        "400,error,unsupported_grant_type,NEITHER",
        "503,error,invalid_grant,NEITHER"
    })
    void aGrantIsReadByItsError(int status, String field, String value, SignInResult result) {
        assertThat(SignInResult.ofGrant(status, Map.of(field, value)::get)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<form><input type=\"password\" name=\"p\"></form>",
                "<FORM><INPUT TYPE='PASSWORD'></FORM>",
                "<form><input type=password></form>",
                "<form><input type = \"password\"></form>",
                "<form><input name=\"password\" type=\"text\"></form>",
                "<p>Your password is wrong</p><form><input type=\"password\"></form>"
            })
    void aPageThatAsksForThePasswordAgainIsAFailure(String page) {
        assertThat(SignInResult.ofPage(200, page)).isEqualTo(FAILED);
        assertThat(SignInResult.ofPage(400, page)).isEqualTo(FAILED);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "200,<form><input name=totp></form>,NEITHER",
                "200,<form>Forgot your password? <input name=otp></form>,NEITHER",
                "200,<p>ok</p>,FAILED",
                "200,{\"ok\":false},FAILED",
                "200,'',FAILED",
                "200,none,FAILED",
                "400,<p>This sign-in has ended</p>,NEITHER",
                "403,<p>Bad token</p>,NEITHER",
                "400,none,FAILED",
                "401,'',FAILED",
                "401,<form></form>,FAILED"
            })
    void anyOtherPageIsAFailureWhereItMayBe(int status, @Nullable String page, SignInResult result) {
        assertThat(SignInResult.ofPage(status, page)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "=password", "\"password", " password", "e=password", "type=passwor", "name='"})
    void aTornPageIsReadToItsEnd(String page) {
        assertThat(SignInResult.ofPage(400, page)).isEqualTo(NEITHER);
    }
}
