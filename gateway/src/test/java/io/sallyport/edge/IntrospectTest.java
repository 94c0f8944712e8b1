package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.token.Policy;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String ODD_SECRET = "s:e+c%r&et \u00e9";

    private static RunningEdge edge;

    @BeforeAll
    static void start() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.introspection = new Introspection(
                false,
                List.of(
                        new Introspection.Client("api", "api-secret", Policy.ANY),
                        new Introspection.Client("an odd:id", ODD_SECRET, Policy.ANY),
                        new Introspection.Client(
                                "orders", "orders-secret", Policy.of(Set.of(), Set.of(), Set.of("orders/write")))));
        edge = new RunningEdge(setup);
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    static String basic(String id, String secret) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private static String ask(String headers, String form) {
        return edge.post("/-/introspect", FORM + headers, form);
    }

    private static String good() {
        return RunningEdge.KEY.token(SampleClaims.good());
    }

    private static JsonObject body(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    private static String head(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n"));
    }

    @Test
    void aGoodTokenIsActiveWithWhatItSays() {
        String answer = ask(basic("api", "api-secret"), "token=" + good() + "&token_type_hint=access_token");

        assertThat(head(answer).toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 200 ")
                .contains("content-type: application/json", "cache-control: no-store");
        long now = SampleClaims.NOW.getEpochSecond();
        assertThat(body(answer))
                .isEqualTo(new JsonObject()
                        .put("active", true)
                        .put("scope", "openid orders/read")
                        .put("client_id", "demo-web")
                        .put("username", "alice")
                        .put("token_type", "Bearer")
                        .put("exp", now + 900)
                        .put("iat", now - 10)
                        .put("sub", "alice-id")
                        .put("aud", "https://api.example.com")
                        .put("iss", SampleClaims.ISSUER)
                        .put("jti", "token-1"));
    }

    @Test
    void whatTheTokenDoesNotSayIsLeftOut() {
        Map<String, Object> claims = SampleClaims.good();
        claims.keySet().removeAll(Set.of("sub", "client_id", "scope", "username", "aud", "jti", "iat"));
        claims.put("nbf", SampleClaims.NOW.getEpochSecond());

        JsonObject answer = body(ask(basic("api", "api-secret"), "token=" + RunningEdge.KEY.token(claims)));

        assertThat(answer.fieldNames()).containsExactlyInAnyOrder("active", "token_type", "exp", "nbf", "iss");
    }

    @Test
    void bothWaysOfAuthenticationAreTaken() {
        assertThat(ask("", "client_id=api&client_secret=api-secret&token=" + good()))
                .contains("\"active\":true");
        assertThat(ask(basic("api", "api-secret"), "client_id=api&token=" + good()))
                .contains("\"active\":true");
    }

    @Test
    void theHalvesOfBasicAreFormEncoded() {
        String header = basic("an+odd%3Aid", "s%3Ae%2Bc%25r%26et+%C3%A9");

        assertThat(ask(header, "token=" + good())).contains("\"active\":true");
        assertThat(ask(basic("an odd:id", ODD_SECRET), "token=" + good())).startsWith("HTTP/1.1 401 ");
    }

    static Stream<String> badCredentials() {
        return Stream.of(
                "",
                basic("api", "wrong"),
                basic("api", ""),
                basic("nobody", "api-secret"),
                basic("", ""),
                basic("orders", "api-secret"),
                basic("api", "%zz"),
                "Authorization: Basic\r\n",
                "Authorization: Basic !!\r\n",
                "Authorization: Basic YXBp\r\n",
                "Authorization: Bearer api-secret\r\n");
    }

    @ParameterizedTest
    @MethodSource("badCredentials")
    void whoIsNotKnownIsToldNothingElse(String header) {
        String answer = ask(header, "token=" + good());

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("www-authenticate: Basic realm=\"sallyport\"");
        assertThat(body(answer)).isEqualTo(new JsonObject().put("error", "invalid_client"));
        assertThat(answer).isEqualTo(ask(header, "token=nonsense"));
    }

    @Test
    void wrongCredentialsInTheFormAreRefused() {
        assertThat(ask("", "client_id=api&client_secret=wrong&token=" + good())).startsWith("HTTP/1.1 401 ");
        assertThat(ask("", "client_id=api&token=" + good())).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=api&client_secret=api-secret&token=x",
                "client_secret=&client_secret=api-secret&token=x",
                "client_id=orders&token=x",
                "token=",
                "",
                "tokem=x",
                "token=x&token=y",
                "token=x&token_type_hint=a&token_type_hint=b",
                "token=%zz",
                "token=x&a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1&l=1&m=1&n=1&o=1&p=1"
            })
    void aMalformedRequestIsRefused(String form) {
        String answer = ask(basic("api", "api-secret"), form);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(body(answer).getString("error")).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json\r\n",
                "",
                "Content-Type: application/x-www-form-urlencoded; charset=utf-16\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Encoding: gzip\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Type: text/plain\r\n"
            })
    void anythingButAFormIsRefused(String type) {
        String answer = edge.post("/-/introspect", basic("api", "api-secret") + type, "token=" + good());

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(body(answer).getString("error")).isEqualTo("invalid_request");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedWhetherAnnouncedOrNot() {
        String form = "token=" + "a".repeat(40_000);

        assertThat(ask(basic("api", "api-secret"), form)).startsWith("HTTP/1.1 400 ");
        assertThat(edge.exchange(
                        "POST /-/introspect",
                        FORM + basic("api", "api-secret") + "Transfer-Encoding: chunked\r\n",
                        Integer.toHexString(form.length()) + "\r\n" + form + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aTokenInTheQueryOrByAnotherMethodIsRefused() {
        assertThat(edge.post("/-/introspect?token=" + good(), FORM + basic("api", "api-secret"), ""))
                .startsWith("HTTP/1.1 400 ");
        assertThat(edge.exchange("GET /-/introspect?token=" + good(), basic("api", "api-secret"), ""))
                .startsWith("HTTP/1.1 405 ")
                .contains("allow: POST");
    }

    @Test
    void everyTokenThatIsNotGoodGetsTheSameAnswer() {
        long now = SampleClaims.NOW.getEpochSecond();
        List<String> tokens = List.of(
                "opaque",
                good() + "x",
                RunningEdge.KEY.token(SampleClaims.but("exp", now - 60)),
                RunningEdge.KEY.token(SampleClaims.but("iss", "https://other.example.com")),
                RunningEdge.KEY.token(SampleClaims.but("token_use", "id")),
                TokenMint.rs256(RunningEdge.KEY.kid()).token(SampleClaims.good()));

        assertThat(tokens.stream().map(token -> ask(basic("api", "api-secret"), "token=" + token)))
                .allSatisfy(answer -> assertThat(answer).endsWith("\r\n\r\n{\"active\":false}"))
                .containsOnly(ask(basic("api", "api-secret"), "token=nonsense"));
    }

    @Test
    void aTokenThatTheClientsPolicyDoesNotAdmitIsNotActiveToIt() {
        String allowed = RunningEdge.KEY.token(SampleClaims.but("scope", "orders/write"));

        assertThat(ask(basic("orders", "orders-secret"), "token=" + good())).endsWith("{\"active\":false}");
        assertThat(ask(basic("orders", "orders-secret"), "token=" + allowed)).contains("\"active\":true");
    }

    @Test
    void withoutKeysNothingIsSaidOfAToken() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.hasKeys = false;
        setup.introspection =
                new Introspection(false, List.of(new Introspection.Client("api", "api-secret", Policy.ANY)));
        try (RunningEdge keyless = new RunningEdge(setup)) {
            String answer = keyless.post("/-/introspect", FORM + basic("api", "api-secret"), "token=" + good());

            assertThat(answer)
                    .startsWith("HTTP/1.1 503 ")
                    .contains("retry-after: ")
                    .doesNotContain("active");
        }
    }

    @Test
    void withoutClientsThereIsNoIntrospection() {
        try (RunningEdge none = RunningEdge.start()) {
            assertThat(none.post("/-/introspect", FORM + basic("api", "api-secret"), "token=x"))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void aClientDoesNotShowItsSecret() {
        assertThat(new Introspection.Client("api", "api-secret", Policy.ANY).toString())
                .doesNotContain("api-secret");
        assertThat(new ClientCredentials.Presented("api", "api-secret").toString())
                .doesNotContain("api-secret");
    }
}
