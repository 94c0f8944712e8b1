package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.operation.Dialect;
import org.junit.jupiter.api.Test;

/** Guesses at a Keycloak realm through a whole listener. */
class KeycloakGuardTest extends BeforeGuard {

    private static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";
    private static final String OAUTH = "Content-Type: application/json\r\n";
    private static final String AUTHENTICATE =
            "/realms/acme/login-actions/authenticate?session_code=s&execution=e&client_id=app&tab_id=t";
    private static final String TOKEN = "/realms/acme/protocol/openid-connect/token";
    private static final String GRANT = "grant_type=password&client_id=app&username=alice&password=x";

    /** As Keycloak's page has it, with its way to sign in again. */
    private static final String LOGIN_PAGE =
            "<form id=\"kc-form-login\" method=\"post\"><input id=\"username\" name=\"username\">"
                    + "<input id=\"password\" name=\"password\" type=\"password\" aria-invalid=\"true\"></form>";

    @Override
    Dialect dialect() {
        return RunningEdge.keycloak();
    }

    private String submit(String source, String name) {
        return edge.post(
                AUTHENTICATE,
                FORM + from(source) + "Accept: text/html\r\n",
                "username=" + name + "&password=x&credentialId=");
    }

    private String grant(String source) {
        return edge.post(TOKEN, FORM + from(source), GRANT);
    }

    @Test
    void theLoginPageAndThePasswordGrantCountTogether() {
        edge.west.answer(200, HTML, LOGIN_PAGE);
        for (int i = 0; i < 3; i++) {
            assertThat(submit(ATTACKER, "alice")).endsWith(LOGIN_PAGE);
        }
        edge.west.answer(401, OAUTH, "{\"error\":\"invalid_grant\"}");
        for (int i = 0; i < 2; i++) {
            assertThat(grant(ATTACKER)).startsWith("HTTP/1.1 401 ");
        }

        assertThat(submit(ATTACKER, "ALICE")).startsWith("HTTP/1.1 400 ").contains("<p>Password attempts exceeded</p>");
        assertThat(grant(ATTACKER))
                .endsWith("{\"error\":\"invalid_grant\",\"error_description\":\"Password attempts exceeded\"}");
        assertThat(asked()).isEqualTo(5);
    }

    @Test
    void theOtherRegionGivesNoFurtherGuesses() {
        edge.west.answer(401, OAUTH, "{\"error\":\"invalid_grant\"}");
        edge.east.answer(401, OAUTH, "{\"error\":\"invalid_grant\"}");
        for (int i = 0; i < 3; i++) {
            grant(ATTACKER);
        }
        edge.west.refuse();
        for (int i = 0; i < 2; i++) {
            grant(ATTACKER);
        }
        assertThat(edge.east.calls()).hasSize(2);

        assertNeutral(grant(ATTACKER));
    }

    @Test
    void aReplicaThatCannotNoteAFailureIsNoOracle() {
        edge.west.refuse();
        edge.east.answer(500, OAUTH, "{}");
        for (int i = 0; i < 5; i++) {
            assertThat(grant(ATTACKER)).startsWith("HTTP/1.1 503 ");
        }

        assertNeutral(grant(ATTACKER));

        assertThat(edge.east.calls()).hasSize(5);
    }

    @Test
    void aCodeForTheClientForgives() {
        for (int round = 0; round < 2; round++) {
            edge.west.answer(200, HTML, LOGIN_PAGE);
            for (int i = 0; i < 4; i++) {
                submit(ATTACKER, "alice");
            }
            edge.west.answer(302, "Location: http://app.example.com/cb?code=c\r\n", "");
            assertThat(submit(ATTACKER, "alice")).startsWith("HTTP/1.1 302 ");
        }

        assertThat(lockouts("blocked")).isZero();
    }

    @Test
    void anotherStepForgivesNothing() {
        for (int round = 0; round < 2; round++) {
            edge.west.answer(200, HTML, LOGIN_PAGE);
            for (int i = 0; i < 4 - round; i++) {
                submit(ATTACKER, "alice");
            }
            edge.west.answer(
                    302, "Location: /realms/acme/login-actions/required-action?execution=UPDATE_PASSWORD\r\n", "");
            submit(ATTACKER, "alice");
        }

        assertThat(lockouts("blocked")).isPositive();
    }
}
