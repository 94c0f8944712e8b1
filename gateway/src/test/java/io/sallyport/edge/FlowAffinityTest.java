package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.BrowserFlow;
import io.sallyport.operation.Operation;
import io.sallyport.testsupport.ScriptedRegion;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leads a request back to the region that knows it, through a whole listener. The primary, west, serves. */
class FlowAffinityTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final Pattern FLOW = Pattern.compile("(?i)set-cookie: (sallyport-flow-[a-z0-9]+=[^;]+);");
    private static final String FORGED = "sally1_" + "A".repeat(24);

    private RunningEdge edge = RunningEdge.start();

    @AfterEach
    void close() {
        edge.close();
    }

    private static ScriptedRegion.Call only(ScriptedRegion region) {
        assertThat(region.calls()).hasSize(1);
        return region.calls().get(0);
    }

    /** As east would have given it. */
    private String ofEast(String path, String field, String value) {
        Operation operation = Objects.requireNonNull(RunningEdge.cognito().route("POST", path))
                .operation(name -> null);
        String answer = edge.affinities
                .hints()
                .inJson(operation, EAST, Buffer.buffer("{\"" + field + "\":\"" + value + "\"}"), null, Map.of())
                .toString();
        return answer.substring(answer.indexOf(":\"") + 2, answer.length() - 2);
    }

    private String codeOfEast() {
        Operation login = Objects.requireNonNull(RunningEdge.cognito().route("POST", "/login"))
                .operation();
        return edge.affinities.hints().inRedirect(login, EAST, "a:b?code=abc").substring("a:b?code=".length());
    }

    private static String flowCookie(String answer) {
        Matcher matcher = FLOW.matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return matcher.group(1);
    }

    @Test
    void aCodeGoesToTheRegionThatGaveItWithoutItsPrefix() {
        edge.east.answer(200, JSON, "{\"access_token\":\"a\", \"refresh_token\":\"r\"}");

        String answer = edge.post("/oauth2/token", FORM, "grant_type=authorization_code&code=" + codeOfEast() + "&x=y");

        assertThat(only(edge.east).body()).isEqualTo("grant_type=authorization_code&code=abc&x=y");
        assertThat(only(edge.east).header("Content-Length")).containsExactly("42");
        assertThat(edge.west.calls()).isEmpty();
        assertThat(answer).containsPattern("\\{\"access_token\":\"a\", \"refresh_token\":\"sally1_.{24}r\"}$");
        assertThat(answer).containsIgnoringCase("content-length: 72");
    }

    @Test
    void aValueWithoutPrefixGoesWhereServingIs() {
        edge.post("/oauth2/token", FORM, "grant_type=authorization_code&code=abc");

        assertThat(only(edge.west).body()).isEqualTo("grant_type=authorization_code&code=abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/oauth2/token|grant_type=authorization_code&code=|400|invalid_grant",
                "/oauth2/token|grant_type=refresh_token&refresh_token=|400|invalid_grant",
                "/oauth2/revoke|token=|400|invalid_request",
                "/oauth2/introspect|token=|200|{\"active\":false}",
                "/oauth2/authorize|client_id=w&request_uri=|400|problem:request-lost",
            })
    void aForgedPrefixGetsTheEndpointsOwnAnswerAndReachesNobody(String path, String body, int status, String error) {
        String answer = edge.post(path, FORM, body + FORGED + "x");

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains(error);
        assertThat(edge.west.calls()).isEmpty();
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void aForgedSessionIsNotAuthorized() {
        String answer = edge.call("RespondToAuthChallenge", "{\"ClientId\":\"app\",\"Session\":\"" + FORGED + "x\"}");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("NotAuthorizedException");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aCodeOfADeadRegionMeansStartAgainAndIsShownToNoOther() {
        String code = codeOfEast();
        edge.east.refuse();

        String answer = edge.post("/oauth2/token", FORM, "grant_type=authorization_code&code=" + code);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"invalid_grant\"");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aSessionOfAReplicaThatDoesNotAnswerIsNotLost() {
        String token = ofEast("/oauth2/token", "refresh_token", "r");
        edge.east.refuse();

        String answer = edge.post("/oauth2/token", FORM, "grant_type=refresh_token&refresh_token=" + token);

        assertThat(answer).startsWith("HTTP/1.1 503").contains("temporarily_unavailable");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void anAnswerThatIsNotToBeReadStaysAsItIs() {
        String refresh = "{\"refresh_token\":\"r\"}";
        for (String headers : List.of("Content-Type: text/plain\r\n", JSON + "Content-Encoding: gzip\r\n")) {
            edge.west.answer(200, headers, refresh);

            assertThat(edge.post(
                            "/oauth2/token",
                            FORM + "Accept-Encoding: gzip\r\n",
                            "grant_type=refresh_token&refresh_token=r"))
                    .endsWith(refresh);
        }
        assertThat(edge.west.calls())
                .allMatch(call -> call.header("Accept-Encoding").isEmpty());
    }

    @Test
    void aLoginKeepsItsRegionByItsCookie() {
        edge.west.answer(302, "Location: /login?flow=1\r\n", "");
        String begun = edge.get("/oauth2/authorize?client_id=w&state=s");
        String cookie = flowCookie(begun);

        assertThat(begun).contains("location: /login?flow=1").containsPattern("(?i)Path=/; HttpOnly; SameSite=Lax");
        String step = edge.exchange("GET /login?flow=1", "Cookie: theme=dark; " + cookie + "\r\n", "");
        String over = leaving(cookie);

        assertThat(step).doesNotContainIgnoringCase("set-cookie");
        assertThat(edge.west.calls().get(1).header("Cookie")).containsExactly("theme=dark");
        assertThat(over)
                .containsPattern("(?i)location: https://app/cb\\?code=sally1_.{24}c&state=s")
                .containsPattern("(?i)set-cookie: " + cookie.substring(0, cookie.indexOf('=')) + "=; Max-Age=0");
    }

    private String leaving(String cookie) {
        edge.west.answer(302, "Location: https://app/cb?code=c&state=s\r\n", "");
        return edge.exchange("GET /login?flow=1", "Cookie: " + cookie + "\r\n", "");
    }

    @Test
    void aLoginThatBeganElsewhereGoesOnThere() {
        var cookies = edge.affinities.cookies();
        String line = cookies.keep(cookies.begin("abc", EAST, "client_id=w&state=s"), cookies.read(List.of()))
                .get(0);

        edge.exchange("GET /login?flow=1", "Cookie: " + line.substring(0, line.indexOf(';')) + "\r\n", "");
        edge.exchange("GET /login?flow=1", "Cookie: sallyport-flow-abc=forged\r\n", "");

        assertThat(only(edge.east).header("Cookie")).isEmpty();
        assertThat(only(edge.west).header("Cookie")).isEmpty();
    }

    @Test
    void aPageThatPostsTheCodeBackCarriesThePrefix() {
        edge.west.answer(
                200, HTML, "<form method=post action=https://app/cb><input type=hidden name=code value=\"c\"></form>é");

        assertThat(edge.get("/oauth2/authorize?client_id=w"))
                .containsPattern("<input type=hidden name=code value=\"sally1_.{24}c\">")
                .doesNotContain("sallyport-flow-");
    }

    @Test
    void aPageOfTheProviderStaysAsItIs() {
        String page = "<form method=post action=/login><input name=code value=\"c\"></form>";
        edge.west.answer(200, HTML, page);

        assertThat(edge.get("/login?flow=1")).endsWith(page);
    }

    @Test
    void aRegionsCookiesGetItsName() {
        edge.west.answer(200, HTML + "Set-Cookie: session=w; Path=/; HttpOnly\r\nSet-Cookie: __Host-x=y\r\n", "page");

        String answer = edge.get("/login");
        edge.exchange("GET /login", "Cookie: sallyport.us-west-2.session=w; sallyport.us-east-1.session=e\r\n", "");

        assertThat(answer)
                .contains("sallyport.us-west-2.session=w; Path=/; HttpOnly", "__Host-sallyport.us-west-2.x=y");
        assertThat(edge.west.calls().get(1).header("Cookie")).containsExactly("session=w");
    }

    @Test
    void aRegionThatDoesNotKnowTheBrowserAnyMoreIsAskedOnce() {
        edge.east.answer(302, "Location: /login?flow=e\r\n", "");
        edge.west.answer(302, "Location: /login?flow=w\r\n", "");
        String sso = "sallyport.us-east-1.session=old";
        String authorize = "/oauth2/authorize?client_id=w&state=s";

        String first = edge.exchange("GET " + authorize, "Cookie: " + sso + "\r\n", "");
        String second = edge.exchange("GET " + authorize, "Cookie: " + sso + "; " + flowCookie(first) + "\r\n", "");

        assertThat(first)
                .startsWith("HTTP/1.1 303")
                .contains("location: " + authorize, "sallyport.us-east-1.session=; Max-Age=0");
        assertThat(second).contains("/login?flow=w");
        assertThat(edge.east.calls()).hasSize(1);
        assertThat(edge.west.calls()).hasSize(1);
    }

    @Test
    void aBrowserThatIsSignedInElsewhereIsSignedInThereAgain() {
        edge.east.answer(302, "Location: https://app/cb?code=c\r\n", "");

        String answer =
                edge.exchange("GET /oauth2/authorize?client_id=w", "Cookie: sallyport.us-east-1.session=live\r\n", "");

        assertThat(answer).containsPattern("https://app/cb\\?code=sally1_.{24}c");
        assertThat(only(edge.east).header("Cookie")).containsExactly("session=live");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aBrowserSignsOutWhereItIsSignedIn() {
        edge.exchange("GET /logout", "Cookie: sallyport.us-east-1.session=live\r\n", "");
        edge.exchange("GET /logout", "Cookie: a=b\r\n", "");

        assertThat(edge.east.calls()).hasSize(1);
        assertThat(edge.west.calls()).hasSize(1);
    }

    @Test
    void aRefreshTokenThatComesBackStaysThePrimarysWhoeverAnswers() {
        edge.west.answer(200, JSON, "{\"refresh_token\":\"r\"}");
        String given = edge.post("/oauth2/token", FORM, "grant_type=authorization_code&code=c");
        String token = given.substring(given.indexOf("sally1_"), given.length() - 2);
        edge.west.refuse();
        edge.east.answer(200, JSON, "{\"refresh_token\":\"r\"}");

        String refresh = "grant_type=refresh_token&refresh_token=";

        assertThat(edge.post("/oauth2/token", FORM, refresh + token)).endsWith("{\"refresh_token\":\"" + token + "\"}");
        assertThat(edge.post("/oauth2/token", FORM, refresh + "r")).endsWith("{\"refresh_token\":\"r\"}");
        assertThat(
                        edge.call(
                                "InitiateAuth",
                                "{\"ClientId\":\"app\",\"AuthFlow\":\"REFRESH_TOKEN_AUTH\",\"AuthParameters\":{\"REFRESH_TOKEN\":\"r\"}}"))
                .startsWith("HTTP/1.1 200");
        assertThat(edge.post("/oauth2/token", FORM, refresh + "other")).containsPattern("\"sally1_.{24}r\"}$");
    }

    @Test
    void whoSignsOutIsSignedOutAtEveryRegion() {
        var cookies = edge.affinities.cookies();
        String flow = cookies.keep(cookies.begin("abc", EAST, "state=s"), cookies.read(List.of()))
                .get(0);
        String brought = "sallyport.us-west-2.cognito=w; sallyport.us-east-1.cognito=e; theme=dark; "
                + flow.substring(0, flow.indexOf(';'));
        edge.west.answer(302, "Location: https://app/bye\r\n", "");

        String answer = edge.exchange("GET /logout?client_id=w", "Cookie: " + brought + "\r\n", "");
        String left = kept(brought, answer);
        edge.exchange("GET /oauth2/authorize?client_id=w", "Cookie: " + left + "\r\n", "");

        assertThat(left).isEqualTo("theme=dark");
        assertThat(answer)
                .contains("sallyport.us-east-1.cognito=; Max-Age=0; Path=/; HttpOnly")
                .contains("sallyport.us-east-1.cognito=; Max-Age=0; Path=/logout; HttpOnly");
        assertThat(edge.east.calls()).isEmpty();
    }

    /** What a browser still has of its cookies after an answer. */
    private static String kept(String brought, String answer) {
        return Stream.of(brought.split("; ", -1))
                .filter(pair -> !answer.contains(pair.substring(0, pair.indexOf('=')) + "=; Max-Age=0; Path=/;"))
                .collect(Collectors.joining("; "));
    }

    @Test
    void whoSignsOutIsSignedOutOfTheBrowserWhateverTheRegionSays() {
        edge.east.answer(400, HTML, "no");

        String answer = edge.exchange("GET /logout", "Cookie: sallyport.us-east-1.session=live\r\n", "");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("sallyport.us-east-1.session=; Max-Age=0; Path=/; HttpOnly");
    }

    @ParameterizedTest
    @CsvSource({"429", "400", "503"})
    void aRegionThatDoesNotSayWhetherItKnowsTheBrowserEndsNoSession(int status) {
        edge.east.answer(status, HTML, "later");
        edge.west.answer(302, "Location: /login?flow=w\r\n", "");
        String sso = "sallyport.us-east-1.session=live";
        String authorize = "/oauth2/authorize?client_id=w&state=s";

        String first = edge.exchange("GET " + authorize, "Cookie: " + sso + "\r\n", "");

        if (first.startsWith("HTTP/1.1 303")) {
            first = edge.exchange("GET " + authorize, "Cookie: " + sso + "; " + flowCookie(first) + "\r\n", "") + first;
        }
        assertThat(first).contains("location: /login?flow=w").doesNotContain("session=; Max-Age=0");
    }

    @Test
    void aPasswordIsNotRememberedInACookie() {
        edge.west.answer(200, HTML, "wrong password");
        String form = "username=u&password=p&state=s";

        String answer = edge.post("/login", FORM, form);

        var flow = edge.affinities.cookies().read(List.of(flowCookie(answer))).flows();
        BrowserFlow unmarked = edge.affinities.cookies().begin("x", EAST, "");
        assertThat(flow).extracting(FlowAffinityTest::marks).containsExactly(marks(unmarked));
    }

    private static String marks(BrowserFlow flow) {
        return flow.toString().substring(flow.toString().indexOf("marks="));
    }

    @Test
    void aCookieKeepsItsMeaningAtThePublicUrl() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.publicUrl = "http://id.example.com/auth";
        setup.regionPath = "/realm";
        edge.close();
        edge = new RunningEdge(setup);
        edge.west.answer(
                200,
                HTML
                        + "Set-Cookie: a=1; Domain=west.example; path=/realm/login; HttpOnly\r\n"
                        + "Set-Cookie: b=2; Path=/realm/\r\n"
                        + "Set-Cookie: c=3; Path=/; Secure\r\n"
                        + "Set-Cookie: __Host-d=4; Secure; Path=/\r\n",
                "page");

        assertThat(edge.get("/auth/login"))
                .contains(
                        "sallyport.us-west-2.a=1; Path=/auth/login; HttpOnly\r\n",
                        "sallyport.us-west-2.b=2; Path=/auth\r\n",
                        "sallyport.us-west-2.c=3; Path=/; Secure\r\n",
                        "__Host-sallyport.us-west-2.d=4; Secure; Path=/\r\n");
    }

    @Test
    void aRefreshTokenOfThePrimaryGoesWhereServingIsWithoutItsPrefix() {
        edge.west.answer(200, JSON, "{\"refresh_token\":\"r\"}");
        String answer = edge.post("/oauth2/token", FORM, "grant_type=authorization_code&code=c");
        String token = answer.substring(answer.indexOf("sally1_"), answer.length() - 2);
        edge.west.refuse();
        edge.east.answer(200, JSON, "{}");

        String refreshed = edge.post("/oauth2/token", FORM, "grant_type=refresh_token&refresh_token=" + token);

        assertThat(refreshed).startsWith("HTTP/1.1 200");
        assertThat(only(edge.east).body()).isEqualTo("grant_type=refresh_token&refresh_token=r");
    }
}
