package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.BrowserFlow;
import io.sallyport.oidc.affinity.FlowCookies;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.SampleClaims;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login whose region dies before it has a code. It began at west, the primary. */
class LoginRestartTest extends BeforeTwoRegions {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final Pattern FLOW = Pattern.compile("(?i)set-cookie: (sallyport-flow-[a-z0-9]+=[^;]*);");
    private static final String CALLBACK = "https://app/cb";
    private static final String QUERY =
            "response_type=code&client_id=w&redirect_uri=https%3A%2F%2Fapp%2Fcb&state=s%26t";
    private static final String AUTHORIZE = "/oauth2/authorize?" + QUERY;
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String TOLD = CALLBACK
            + "?error=temporarily_unavailable&error_description=The+sign-in+was+interrupted%3B+start+it+again.&state=s%26t&iss=";

    private static String cookie(String answer) {
        Matcher matcher = FLOW.matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return matcher.group(1);
    }

    private String begun() {
        return begun(AUTHORIZE, "/login?flow=1");
    }

    /** The flow cookie of a login that west has begun. */
    private String begun(String authorize, String page) {
        edge.west.answer(302, "Location: " + page + "\r\n", "");
        return cookie(edge.get(authorize));
    }

    private String step(String request, String cookie) {
        return edge.exchange(request, "Accept: text/html\r\nCookie: " + cookie + "\r\n", "");
    }

    private String password(String cookie) {
        String form = "username=alice&password=hunter2";
        return edge.post("/login?flow=1", FORM + "Accept: text/html\r\nCookie: " + cookie + "\r\n", form);
    }

    private BrowserFlow flow(String cookie) {
        return edge.affinities.cookies().read(List.of(cookie)).flows().get(0);
    }

    private static void resets(ScriptedRegion region) {
        region.script(ScriptedRegion.Call::reset);
    }

    private double restarts() {
        return edge.registry.get("sallyport.login.restarts").counter().count();
    }

    @Test
    void thePageOfADeadRegionBecomesALoginAtTheOther() {
        String cookie = begun();
        edge.west.refuse();
        edge.east.answer(302, "Location: /login?flow=e\r\n", "");

        String anew = step("GET /login?flow=1", cookie);
        String again = step("GET " + AUTHORIZE, cookie(anew));

        assertThat(anew)
                .startsWith("HTTP/1.1 303")
                .contains("location: " + AUTHORIZE + "\r\n")
                .containsIgnoringCase("cache-control: no-store");
        assertThat(again).contains("location: /login?flow=e");
        assertThat(edge.east.calls()).hasSize(1);
        assertThat(edge.east.calls().get(0).head()).startsWith("GET " + AUTHORIZE + " ");
        assertThat(restarts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void anErrorOfTheRegionIsNotShownWhereAnotherCanBegin(int status) {
        String cookie = begun();
        edge.west.answer(status, HTML, "sorry");

        assertThat(password(cookie)).startsWith("HTTP/1.1 303").doesNotContain("sorry");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 429})
    void whatTheRegionSaysOfTheUserIsShown(int status) {
        String cookie = begun();
        edge.west.answer(status, HTML, "no");

        assertThat(password(cookie)).startsWith("HTTP/1.1 " + status).endsWith("no");
        assertThat(restarts()).isZero();
    }

    @Test
    void aPasswordThatWasSentIsAskedForAgainAndNeverSentToTheOther() {
        String cookie = begun();
        resets(edge.west);

        String anew = password(cookie);

        assertThat(anew).startsWith("HTTP/1.1 303").contains("location: " + AUTHORIZE);
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void theReturnFromAnotherProviderIsAStepToo() {
        String cookie = begun(AUTHORIZE, "https://idp.example/authorize?client_id=pool&state=x");
        edge.west.refuse();

        assertThat(step("GET /login?code=theirs&state=x", cookie)).contains("location: " + AUTHORIZE);
    }

    @Test
    void aRequestThatCameAsAFormBeginsAnewAsAQuery() {
        edge.west.answer(200, HTML, "<form method=post action=/login></form>");
        String cookie = cookie(edge.post("/oauth2/authorize", FORM, QUERY));
        edge.west.refuse();

        assertThat(step("GET /login", cookie)).contains("location: " + AUTHORIZE);
    }

    @Test
    void aLoginBelowABasePathBeginsAnewThere() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.publicUrl = "http://id.example.com/auth";
        restart(setup);
        String cookie = begun("/auth" + AUTHORIZE, "/login?flow=1");
        edge.west.refuse();

        assertThat(step("GET /auth/login?flow=1", cookie)).contains("location: /auth" + AUTHORIZE);
    }

    @Test
    void aLoginThatDiesAgainAndAgainGoesBackToItsClient() {
        FlowCookies cookies = edge.affinities.cookies();
        BrowserFlow flow = flow(begun());
        for (int i = 0; i < LoginRestart.MOST; i++) {
            flow = cookies.anew(flow, WEST);
        }
        String cookie = cookie(
                "set-cookie: " + cookies.keep(flow, cookies.read(List.of())).get(0));
        edge.west.refuse();

        String told = step("GET /login?flow=1", cookie);

        assertThat(told).startsWith("HTTP/1.1 303").contains("location: " + TOLD);
        assertThat(cookie(told)).isEqualTo("sallyport-flow-" + flow.id() + "=");
        assertThat(restarts()).isZero();
    }

    @Test
    void whileNoRegionWorksTheLoginWaits() {
        String cookie = begun();
        edge.west.refuse();
        edge.breaker("us-east-1").open();

        String answer = step("GET /login?flow=1", cookie);

        assertThat(answer)
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("retry-after")
                .doesNotContain("sallyport-flow-");
    }

    @ParameterizedTest
    @CsvSource({"302,/error?error=redirect_mismatch", "302,http://id.example.com/elsewhere", "302,error"})
    void aRequestThatNoRegionAcceptedIsNotCarried(int status, String location) {
        edge.west.answer(status, "Location: " + location + "\r\n", "");
        String cookie = cookie(edge.get("/oauth2/authorize?client_id=w&redirect_uri=https%3A%2F%2Fevil%2F"));
        edge.west.refuse();

        String lost = step("GET /login?flow=1", cookie);

        assertThat(flow(cookie).request()).isNull();
        assertThat(lost)
                .startsWith("HTTP/1.1 400")
                .contains("Please start again")
                .doesNotContainIgnoringCase("location:");
    }

    @Test
    void aRefusedRequestIsNoLogin() {
        edge.west.answer(400, HTML, "redirect_uri is not registered");

        assertThat(edge.get("/oauth2/authorize?client_id=w&redirect_uri=https%3A%2F%2Fevil%2F"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("sallyport-flow-");
    }

    @Test
    void aRequestThatIsTooLongToBeCarriedIsBegunAtTheApplication() {
        String cookie = begun(AUTHORIZE + "&login_hint=" + "x".repeat(3_000), "/login?flow=1");
        edge.west.refuse();

        assertThat(step("GET /login?flow=1", cookie)).startsWith("HTTP/1.1 400").contains("Please start again");
    }

    @Test
    void aBrowserThatBringsAStolenOrForgedCookieIsSentNowhere() {
        String genuine = begun();
        String forged = genuine.substring(0, genuine.length() - 4) + "AAAA";
        String renamed = "sallyport-flow-other" + genuine.substring(genuine.indexOf('='));
        edge.west.refuse();
        edge.east.answer(400, HTML, "This sign-in has ended");

        for (String cookie : List.of(forged, renamed)) {
            assertThat(step("GET /login?flow=1", cookie))
                    .startsWith("HTTP/1.1 400")
                    .endsWith("has ended");
        }
    }

    @Test
    void twoTabsBeginAnewEachWithItsOwnRequest() {
        String other = "/oauth2/authorize?response_type=code&client_id=other&redirect_uri=https%3A%2F%2Fother&state=o";
        String first = begun(AUTHORIZE, "/login?client_id=w&state=s%26t");
        String second = begun(other, "/login?client_id=other&state=o");
        edge.west.refuse();

        assertThat(step("GET /login?client_id=w&state=s%26t", second + "; " + first))
                .contains("location: " + AUTHORIZE);
        assertThat(step("GET /login?client_id=other&state=o", second + "; " + first))
                .contains("location: " + other);
    }

    private String pushed(String more) {
        edge.west.answer(
                201,
                "Content-Type: application/json\r\n",
                "{\"request_uri\":\"urn:ietf:params:oauth:request_uri:abc\",\"expires_in\":60}");
        String answer = edge.post("/oauth2/par", FORM, QUERY + more);
        String uri = answer.substring(answer.indexOf("urn:"), answer.indexOf("\",\"expires"));
        return "/oauth2/authorize?client_id=w&request_uri=" + URLEncoder.encode(uri, StandardCharsets.UTF_8);
    }

    @Test
    void aPushedRequestOfADeadRegionEndsInTheClientsError() {
        String authorize = pushed("");
        edge.west.refuse();

        String told = step("GET " + authorize, "a=b");

        assertThat(told)
                .startsWith("HTTP/1.1 303")
                .contains("location: " + TOLD + "https%3A%2F%2Fid.example.com%2Fpool");
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void aLoginThatWasPushedAndBeganEndsInTheClientsErrorToo() {
        String cookie = begun(pushed(""), "/login?flow=1");
        edge.west.refuse();

        assertThat(step("GET /login?flow=1", cookie)).startsWith("HTTP/1.1 303").contains("location: " + TOLD);
    }

    @Test
    void aClientThatWantsItsAnswerPostedGetsItsErrorSo() {
        String authorize = pushed("&response_mode=form_post");
        edge.west.refuse();

        String told = step("GET " + authorize, "a=b");

        assertThat(told)
                .startsWith("HTTP/1.1 200")
                .contains("<form method=\"post\" action=\"https://app/cb\">")
                .contains("name=\"error\" value=\"temporarily_unavailable\"", "name=\"state\" value=\"s&amp;t\"")
                .contains("script-src '" + FormPostPage.SCRIPT_HASH + "'");
    }

    @Test
    void anAuthorizationRequestThatWasLostOnTheWayGoesToTheOtherAtOnce() {
        resets(edge.west);
        edge.east.answer(302, "Location: /login?flow=e\r\n", "");

        assertThat(edge.get(AUTHORIZE)).contains("location: /login?flow=e");
    }

    @Test
    void whatCannotPassIsAskedForOfNoRegion() {
        edge.get("/oauth2/authorize?response_type=code+id_token&response_mode=jwt&client_id=w");

        assertThat(seen().head())
                .startsWith("GET /oauth2/authorize?response_type=unsupported&response_mode=unsupported&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app/cb#code=c&id_token=x&state=s",
                "https://app/cb?response=jwt",
                "https://app/cb?code=c#response=jwt"
            })
    void anAnswerThatIsSignedOverTheCodeIsNotPassed(String location) {
        edge.west.answer(302, "Location: " + location + "\r\n", "");

        assertThat(step("GET " + AUTHORIZE, "a=b"))
                .startsWith("HTTP/1.1 400")
                .contains("This way of signing in is not offered")
                .doesNotContain("code=c");
    }

    @Test
    void aPageThatPostsSuchAnAnswerIsNotPassed() {
        edge.west.answer(
                200,
                HTML,
                "<form method=post action=https://app/cb><input type=hidden name=code value=c><input name=id_token value=t></form>");

        assertThat(step("GET " + AUTHORIZE, "a=b")).startsWith("HTTP/1.1 400").doesNotContain("value=t");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app/cb?code=c&iss=,https%3A%2F%2Fsecond.example,iss=https%3A%2F%2Fid.example.com%2Fpool",
        "https://app/cb?error=access_denied&iss=,https%3A%2F%2Fsecond.example,iss=https%3A%2F%2Fid.example.com%2Fpool",
        "https://app/cb?code=c&iss=,https%3A%2F%2Fid.example.com%2Fpool,iss=https%3A%2F%2Fid.example.com%2Fpool",
        "https://app/cb?code=c&iss=,https%3A%2F%2Fevil.example,iss=https%3A%2F%2Fevil.example"
    })
    void aClientHearsOfOneIssuerAlone(String location, String region, String told) {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.secondIssuer = "https://second.example";
        restart(setup);
        edge.west.answer(302, "Location: " + location + region + "\r\n", "");

        assertThat(edge.get(AUTHORIZE)).contains(told + "\r\n");
    }

    @Test
    void aPageTellsTheClientOfOneIssuerToo() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.secondIssuer = "https://second.example";
        restart(setup);
        edge.west.answer(
                200,
                HTML,
                "<form method=post action=https://app/cb><input name=iss value='https://second.example'></form>");

        assertThat(edge.get(AUTHORIZE)).contains("value='" + SampleClaims.ISSUER + "'");
    }
}
