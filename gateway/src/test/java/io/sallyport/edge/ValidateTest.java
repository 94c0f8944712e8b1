package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.token.Policy;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateTest {

    private static RunningEdge edge;

    @BeforeAll
    static void start() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.policies = Map.of("orders", Policy.of(Set.of(), Set.of(), Set.of("orders/write")));
        edge = new RunningEdge(setup);
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    private static String bearer(Map<String, Object> claims) {
        return "Authorization: Bearer " + RunningEdge.KEY.token(claims) + "\r\n";
    }

    private static String ask(String line, String headers) {
        return edge.exchange(line, headers, "").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /-/validate", "POST /-/validate", "HEAD /-/validate"})
    void aGoodTokenIsAcceptedWithWhatItSays(String line) {
        assertThat(ask(line, bearer(SampleClaims.good())))
                .startsWith("http/1.1 200 ")
                .contains(
                        "x-auth-subject: alice-id\r\n",
                        "x-auth-client: demo-web\r\n",
                        "x-auth-scope: openid orders/read\r\n",
                        "x-auth-issuer: " + SampleClaims.ISSUER,
                        "x-auth-region: us-west-2\r\n",
                        "x-auth-expires: " + (SampleClaims.NOW.getEpochSecond() + 900),
                        "cache-control: no-store");
    }

    @Test
    void everyHeaderIsSetThoughTheTokenSaysNothing() {
        Map<String, Object> claims = SampleClaims.good();
        claims.keySet().removeAll(Set.of("sub", "client_id", "scope"));

        String answer = ask("GET /-/validate", bearer(claims));

        assertThat(answer).contains("x-auth-subject: \r\n", "x-auth-client: \r\n", "x-auth-scope: \r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\r\\nX-Auth-Subject: root|a%0d%0ax-auth-subject: root",
                "Zo\u00eb|zo%c3%ab",
                "\"quoted\\\\\"|%22quoted%5c%22",
                "50%|50%25",
                "' admin'|%20admin",
                "'admin '|admin%20",
                "'a b'|a b",
                "\ud83d\ude00|%f0%9f%98%80",
                "a\\u0000b|a%00b"
            })
    void whatAHeaderCannotCarryIsEncoded(String subject, String encoded) {
        String text = subject.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\u0000", "\u0000")
                .replace("\\\\", "\\");

        assertThat(ask("GET /-/validate", bearer(SampleClaims.but("sub", text))))
                .contains("\r\nx-auth-subject: " + encoded + "\r\n");
    }

    @Test
    void noTokenGetsAChallengeWithoutAnError() {
        for (String headers : new String[] {"", "Authorization: Basic eDp5\r\n", "Authorization: Bearer\r\n"}) {
            assertThat(ask("GET /-/validate", headers))
                    .startsWith("http/1.1 401 ")
                    .contains("www-authenticate: bearer realm=\"sallyport\"\r\n")
                    .doesNotContain("x-auth-");
        }
    }

    @Test
    void aBadTokenGetsTheErrorAndNoReason() {
        String good = RunningEdge.KEY.token(SampleClaims.good());
        String foreign = TokenMint.rs256("key-1").token(SampleClaims.good());
        String expired = RunningEdge.KEY.token(SampleClaims.but("exp", SampleClaims.NOW.getEpochSecond() - 3600));
        String none = TokenMint.encode("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "."
                + good.split("\\.", -1)[1] + ".";
        for (String token : new String[] {foreign, expired, none, good + "x", "x", "a b"}) {
            assertThat(ask("GET /-/validate", "Authorization: Bearer " + token + "\r\n"))
                    .startsWith("http/1.1 401 ")
                    .contains("www-authenticate: bearer realm=\"sallyport\", error=\"invalid_token\"\r\n")
                    .endsWith("\r\n\r\n")
                    .doesNotContain("x-auth-");
        }
    }

    @Test
    void twoTokensAreNotAGuess() {
        String good = bearer(SampleClaims.good());

        assertThat(ask("GET /-/validate", good + good))
                .startsWith("http/1.1 400 ")
                .contains("invalid_request");
        assertThat(ask("GET /-/validate/p/orders?access_token=x", good)).startsWith("http/1.1 400 ");
    }

    @ParameterizedTest
    @CsvSource({
        "scope=openid,200",
        "scope=openid+orders/read,200",
        "scope=openid%20orders/read&aud=https://api.example.com,200",
        "aud=demo-web,200",
        "aud=other&aud=demo-web,200",
        "scope=orders/write,403",
        "scope=openid&scope=orders/write,403",
        "aud=other,401",
        "scop=openid,400",
        "scope=,400",
        "scope,400",
        "aud=,400",
        "scope=%zz,400",
        "scope=openid;aud=x,403",
        "access_token=x,400"
    })
    void theQueryDemandsMoreAndNeverLess(String query, int status) {
        assertThat(ask("GET /-/validate?" + query, bearer(SampleClaims.good()))).startsWith("http/1.1 " + status + " ");
    }

    @Test
    void demandsBeyondWhatIsReadAreRefused() {
        String padding = "scope=openid&".repeat(1100);

        assertThat(ask("GET /-/validate?" + padding + "aud=other", bearer(SampleClaims.good())))
                .startsWith("http/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /-/validate/p/orders",
                "GET /-/validate/p/orders?scope=openid&anything=x",
                "DELETE /-/validate/p/orders/path/of/the/request?q=1"
            })
    void aNamedPolicyIsWhatItIsWhateverTheRequestAsks(String line) {
        assertThat(ask(line, bearer(SampleClaims.good())))
                .startsWith("http/1.1 403 ")
                .contains("error=\"insufficient_scope\", scope=\"orders/write\"");
        assertThat(ask(line, bearer(SampleClaims.but("scope", "orders/write")))).startsWith("http/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /-/validate/p/unknown",
                "GET /-/validate/p/",
                "GET /-/validate/p",
                "GET /-/validate/p/ORDERS",
                "GET /-/validate/",
                "GET /-/validate/x",
                "DELETE /-/validate"
            })
    void anUnknownPolicyIsNoPermission(String line) {
        assertThat(ask(line, bearer(SampleClaims.good()))).startsWith("http/1.1 404 ");
    }

    @Test
    void aBodyIsNoObstacle() {
        String answer = edge.post("/-/validate", bearer(SampleClaims.good()), "access_token=x");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void withoutKeysNothingIsJudged() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.hasKeys = false;
        try (RunningEdge blind = new RunningEdge(setup)) {
            assertThat(blind.exchange("GET /-/validate", bearer(SampleClaims.good()), ""))
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("retry-after: ")
                    .contains("The token cannot be judged now")
                    .doesNotContain("X-Auth-");
        }
    }

    @Test
    void aRegionsHealthIsPublished() {
        assertThat(edge.get("/-/regions/us-west-2/health"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\nusable\n");
        assertThat(edge.exchange("HEAD /-/regions/us-west-2/health", "", ""))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
        assertThat(edge.get("/-/regions/eu-west-1/health")).startsWith("HTTP/1.1 404 ");
    }
}
