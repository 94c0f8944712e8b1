package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guesses by forms through a whole listener. */
class LoginFormGuardTest extends BeforeGuard {

    private static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";
    private static final String LOGIN_PAGE =
            "<form method=\"post\"><input name=\"username\"><input type=\"password\" name=\"password\"></form>";

    private String post(String source, String target, String form) {
        return edge.post(target, FORM + from(source) + "Accept: text/html\r\n", form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=alice&password=x",
                "password=x&user%6eame=alice",
                "username=Alice+&password=x",
                "username=alice&password=&grant_type=password"
            })
    void theFormOfALoginPageCounts(String form) {
        edge.west.answer(200, HTML, LOGIN_PAGE);
        for (int i = 0; i < 5; i++) {
            assertThat(post(ATTACKER, "/login?client_id=app", form)).endsWith(LOGIN_PAGE);
        }

        String answer = post(ATTACKER, "/login?client_id=app", form);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: text/html")
                .contains("<p>Password attempts exceeded</p>")
                .doesNotContain("alice");
        assertThat(asked()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login?username=alice|password=x",
                "/login?username=alice&password=x|",
                "/login?password=x|username=alice"
            })
    void partsOfAFormInTheQueryCountToo(String targetAndForm) {
        String target = targetAndForm.substring(0, targetAndForm.indexOf('|'));
        String form = targetAndForm.substring(targetAndForm.indexOf('|') + 1);
        edge.west.answer(200, HTML, LOGIN_PAGE);
        for (int i = 0; i < 5; i++) {
            post(ATTACKER, target, form);
        }

        assertNeutral(post(ATTACKER, target, form));
    }

    @Test
    void aFormThatTheGatewayCannotReadIsNotSent() {
        for (String answer : List.of(
                post(ATTACKER, "/login", "username=alice&username=bob&password=x"),
                post(ATTACKER, "/login", "username=alice&password=x&passw%6frd=y"),
                post(ATTACKER, "/login?username=bob", "username=alice&password=x"),
                post(ATTACKER, "/login", "username=" + "a".repeat(1025) + "&password=x"),
                edge.post("/login", "Content-Type: multipart/form-data; boundary=b\r\n", "--b\r\n"),
                edge.post("/login", "Content-Type: application/json\r\n", "{\"username\":\"alice\"}"),
                edge.post("/login", FORM + "Content-Encoding: gzip\r\n", "username=alice&password=x"),
                edge.post("/login", "", "username=alice&password=x"),
                edge.post("/oauth2/token", FORM, "grant_type=password&username=alice&username=bob&password=x"))) {
            assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("attempts");
        }
        assertThat(asked()).isZero();
    }

    @Test
    void aFormThatIsTooLongToBeReadIsNotSent() {
        String answer = post(ATTACKER, "/login", "x=" + "y".repeat(70_000) + "&username=alice&password=x");

        assertThat(answer).startsWith("HTTP/1.1 413 ");
        assertThat(asked()).isZero();
    }

    @Test
    void aFormWithoutAPasswordTriesNothing() {
        edge.west.answer(200, HTML, LOGIN_PAGE);
        for (int i = 0; i < 10; i++) {
            post(ATTACKER, "/login", "username=alice");
        }

        assertThat(asked()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "http://app.example.com/cb?code=c&state=s,true",
        "/login?error=1,false",
        "REGION/login,false",
        "login?again,false",
        "/error?code=4,true",
        "REGION/error?code=4,true"
    })
    void aRedirectBackToThePageIsAFailure(String location, boolean isOther) {
        edge.west.script(
                call -> call.answer(302, "Location: " + location.replace("REGION", edge.west.url()) + "\r\n", ""));
        for (int i = 0; i < 5; i++) {
            post(ATTACKER, "/login", "username=alice&password=x");
        }

        String answer = post(ATTACKER, "/login", "username=alice&password=x");

        assertThat(answer.startsWith("HTTP/1.1 302 ")).isEqualTo(isOther);
    }

    @ParameterizedTest
    @CsvSource({"http://app.example.com/cb?code=c,true", "/error?code=4,false", "/mfa,false"})
    void onlyACodeForTheClientForgives(String location, boolean forgives) {
        for (int round = 0; round < 2; round++) {
            edge.west.answer(200, HTML, LOGIN_PAGE);
            for (int i = 0; i < 4; i++) {
                post(ATTACKER, "/login", "username=alice&password=wrong");
            }
            edge.west.answer(302, "Location: " + location + "\r\n", "");
            post(ATTACKER, "/login", "username=alice&password=x");
        }

        assertThat(lockouts("blocked") == 0).isEqualTo(forgives);
    }

    @Test
    void aCodeInAPageForTheClientForgives() {
        String page = "<form method=\"post\" action=\"http://app.example.com/cb\"><input type=hidden name=\"code\""
                + " value=\"c\"></form>";
        for (int round = 0; round < 2; round++) {
            edge.west.answer(200, HTML, LOGIN_PAGE);
            for (int i = 0; i < 4; i++) {
                post(ATTACKER, "/login", "username=alice&password=wrong");
            }
            edge.west.answer(200, HTML, page);
            assertThat(post(ATTACKER, "/login", "username=alice&password=right"))
                    .startsWith("HTTP/1.1 200 ");
        }

        assertThat(lockouts("blocked")).isZero();
    }

    @Test
    void whoIsSignedInAlreadyForgivesNothingByIt() {
        String cookie = "Cookie: sallyport.us-west-2.cognito=x\r\n";
        for (int round = 0; round < 2; round++) {
            edge.west.answer(200, HTML, LOGIN_PAGE);
            for (int i = 0; i < 4; i++) {
                post(ATTACKER, "/login", "username=alice&password=wrong");
            }
            edge.west.answer(302, "Location: http://app.example.com/cb?code=c\r\n", "");
            edge.post("/login", FORM + from(ATTACKER) + cookie, "username=alice&password=x");
        }

        assertThat(edge.west.calls().stream().filter(call -> call.head().contains("cognito=x")))
                .isNotEmpty();
        assertThat(lockouts("blocked")).isPositive();
    }

    @Test
    void aPageThatIsTooLongToBeReadIsAFailure() {
        edge.west.answer(200, HTML, "<form>" + "x".repeat(70_000) + "<input type=password></form>");
        for (int i = 0; i < 5; i++) {
            post(ATTACKER, "/login", "username=alice&password=x");
        }

        assertNeutral(post(ATTACKER, "/login", "username=alice&password=x"));
    }

    @Test
    void thePasswordGrantIsRefusedInOAuthsWords() {
        edge.west.answer(400, "Content-Type: application/json\r\n", "{\"error\":\"invalid_grant\"}");
        String form = "grant_type=password&username=alice&password=x&client_id=app";
        for (int i = 0; i < 5; i++) {
            edge.post("/oauth2/token", FORM + from(ATTACKER), form);
        }

        String answer = edge.post("/oauth2/token", FORM + from(ATTACKER), form);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(answer)
                .endsWith("{\"error\":\"invalid_grant\",\"error_description\":\"Password attempts exceeded\"}");
        assertThat(asked()).isEqualTo(5);
    }
}
