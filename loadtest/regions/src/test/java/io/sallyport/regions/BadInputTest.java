package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every endpoint, with everything that is wrong: an error of the standard, never a stack trace, never a 500. */
class BadInputTest {

    @RegisterExtension
    static final RunningTwins TWINS =
            new RunningTwins(TwinOptions.ephemeral().withExtras(new TwinOptions.Extras(false, false, false, 0)));

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> CALLED = List.of(
            "/oauth2/token",
            "/oauth2/userInfo",
            "/oauth2/revoke",
            "/oauth2/introspect",
            "/oauth2/par",
            "/oauth2/device");
    private static final List<String> BROWSED =
            List.of("/oauth2/authorize", "/login", "/logout", "/signup", "/forgotPassword", "/oauth2/idpresponse");

    private record Bad(String name, String contentType, String body) {}

    private static final List<Bad> BODIES = List.of(
            new Bad("JSON", "application/json", "{\"grant_type\":\"client_credentials\"}"),
            new Bad("no type", "nonsense", "a=b"),
            new Bad("empty form", FORM, ""),
            new Bad("broken encoding", FORM, "%ZZ=%&client_id=%E0%A4%A"),
            new Bad(
                    "unknown client",
                    FORM,
                    "client_id=nobody&grant_type=refresh_token&refresh_token=x&token=x&scope=openid"),
            new Bad("half a client", FORM, "client_id=&client_secret="),
            new Bad("repeated parameter", FORM, "client_id=demo-web&client_id=demo-web&grant_type=x&grant_type=y"),
            new Bad("control characters", FORM, "client_id=%00%0d%0a&state=%00&username=%00&code=%00"),
            new Bad("oversized", FORM, "a=" + "x".repeat(70_000)));

    private final TestClient client = new TestClient();

    @TestFactory
    Stream<DynamicTest> endpointsAnswerBadFormsWithAnErrorOfTheirStandard() {
        return each(CALLED, (path, bad) -> {
            HttpResponse<String> answer =
                    client.post(TWINS.primary().baseUrl().resolve(path), bad.contentType(), bad.body());

            assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
            if (answer.statusCode() == 401 && path.equals("/oauth2/userInfo")) {
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                        .startsWith("Bearer");
            } else {
                assertThat(TestClient.json(answer).get("error").asText()).startsWith("invalid_");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> pagesAnswerBadFormsWithAPage() {
        return each(BROWSED, (path, bad) -> {
            HttpResponse<String> answer =
                    client.post(TWINS.primary().baseUrl().resolve(path), bad.contentType(), bad.body());

            assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
            assertThat(answer.body()).doesNotContain("Exception", "\tat ", "io.sallyport");
        });
    }

    @TestFactory
    Stream<DynamicTest> pagesAnswerBadQueries() {
        List<String> queries = List.of(
                "", "?%ZZ", "?flow=x", "?client_id=nobody", "?state=x&code=y", "?client_id=demo-web&redirect_uri=%00");
        return BROWSED.stream().flatMap(path -> queries.stream()
                .map(query -> DynamicTest.dynamicTest(path + query, () -> {
                    String answer = raw(path + query);
                    assertThat(answer).matches("(?s)HTTP/1.1 [234].*").doesNotContain("\tat ", "io.sallyport");
                })));
    }

    @TestFactory
    Stream<DynamicTest> theApiAnswersBadRequestsInItsOwnShape() {
        List<String> operations = List.of(
                "SignUp",
                "ConfirmSignUp",
                "InitiateAuth",
                "RespondToAuthChallenge",
                "GetUser",
                "UpdateUserAttributes",
                "ChangePassword",
                "ForgotPassword",
                "ConfirmForgotPassword",
                "GlobalSignOut",
                "RevokeToken",
                "AdminUserGlobalSignOut",
                "AdminDisableUser",
                "GetTokensFromRefreshToken",
                "CreateGroup",
                "AdminGetUser",
                "UpdateUserPoolReplica",
                "CreateUserPoolClient",
                "AdminInitiateAuth",
                "ListUsers");
        List<String> bodies = List.of(
                "",
                "nonsense",
                "[]",
                "null",
                "7",
                "{}",
                "{\"ClientId\":{}}",
                "{\"ClientId\":\"nobody\",\"AuthFlow\":7}",
                "{\"UserPoolId\":\"us-west-2_demo\"}",
                "{\"AccessToken\":\"a.b.c\"}",
                "{\"UserPoolId\":\"us-west-2_demo\",\"Username\":\"nobody\",\"RegionName\":\"x\",\"Limit\":\"many\"}",
                "{\"ClientId\":\"demo-web\",\"AuthFlow\":\"USER_SRP_AUTH\",\"AuthParameters\":[1]}",
                "{\"ClientId\":\"demo-web\",\"ChallengeName\":\"PASSWORD_VERIFIER\",\"ChallengeResponses\":{\"TIMESTAMP\":\"x\"}}",
                "{\"a\":\"" + "x".repeat(70_000) + "\"}");
        return operations.stream().flatMap(operation -> bodies.stream()
                .map(body -> DynamicTest.dynamicTest(
                        operation + " " + body.substring(0, Math.min(40, body.length())), () -> {
                            HttpResponse<String> answer = client.cognito(TWINS.primary(), operation, body);
                            assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
                            if (answer.statusCode() != 200) {
                                assertThat(answer.headers()
                                                .firstValue("x-amzn-ErrorType")
                                                .orElse(""))
                                        .endsWith("Exception");
                                assertThat(TestClient.json(answer).has("message"))
                                        .isTrue();
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> strangeMethodsAreRefused() {
        return Stream.concat(CALLED.stream(), BROWSED.stream()).flatMap(path -> Stream.of("DELETE", "PUT", "PATCH")
                .map(method -> DynamicTest.dynamicTest(
                        method + " " + path, () -> assertThat(client.send(HttpRequest.newBuilder(TWINS.primary()
                                                        .baseUrl()
                                                        .resolve(path))
                                                .method(method, BodyPublishers.noBody()))
                                        .statusCode())
                                .isEqualTo(405))));
    }

    @FunctionalInterface
    private interface Check {
        void on(String path, Bad bad) throws Exception;
    }

    private static Stream<DynamicTest> each(List<String> paths, Check check) {
        return paths.stream().flatMap(path -> BODIES.stream()
                .map(bad -> DynamicTest.dynamicTest(path + " " + bad.name(), () -> check.on(path, bad))));
    }

    /** A GET by socket: the JDK's client would refuse to send some of these. */
    private static String raw(String target) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), TWINS.primary().port())) {
            socket.setSoTimeout(5_000);
            String request = "GET " + target + " HTTP/1.1\r\nHost: region\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
