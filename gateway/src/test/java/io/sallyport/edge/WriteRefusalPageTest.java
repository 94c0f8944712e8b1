package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads who wants to change something while that cannot be. */
class WriteRefusalPageTest extends BeforeTwoRegions {

    private static final String BROWSER = "Accept: text/html\r\n";
    private static final String REQUEST =
            "/oauth2/authorize?client_id=app&state=a%26b&redirect_uri=https%3A%2F%2Fapp.example";
    private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (sallyport-flow-[^;]+);");

    private double refused() {
        return edge.count("sallyport.writes.refused");
    }

    private String page(String headers) {
        return edge.exchange("GET /signup?redirect_uri=https://evil.example", BROWSER + headers, "");
    }

    /** The cookie of a login whose request the replica has accepted. */
    private String flowCookie() {
        edge.east.answer(200, "Content-Type: text/html\r\n", "<form>");
        Matcher cookie = COOKIE.matcher(edge.get(REQUEST));
        assertThat(cookie.find()).isTrue();
        return "Cookie: " + cookie.group(1) + "\r\n";
    }

    @Test
    void itSaysWhatWorksAndWhatHasToWait() {
        edge.failOver();

        assertThat(page(""))
                .contains("<h1>New accounts are paused</h1>", "Nothing was changed")
                .contains("<h2>What works</h2>", "<li>Signing in with an account that you have</li>")
                .contains("<h2>What has to wait</h2>", "<li>Creating an account</li>")
                .contains("<li>Signing in with a code from an authenticator app</li>")
                .contains("Please try again later.")
                .doesNotContain("evil.example", "href", "us-east-1", "us-west-2");
        assertThat(edge.exchange("GET /forgotPassword", BROWSER, "")).contains("<h1>Password reset is paused</h1>");
    }

    @Test
    void inABlackoutNobodyIsToldThatSigningInWorks() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.probes = RunningEdge.cognito().probes();
        restart(setup);
        edge.west.refuse();
        edge.east.refuse();
        await().until(() -> edge.view().usable().isEmpty());

        assertThat(page(""))
                .contains("The sign-in service is not answering at the moment. Nothing was changed.")
                .doesNotContain("What works", "Signing in with");
        assertThat(edge.call("SignUp", "{\"ClientId\":\"app\"}"))
                .contains("OperationNotEnabledException")
                .doesNotContain("Signing in works");
    }

    @Test
    void aFailbackIsAnnounced() {
        edge.failOver();
        edge.failBack();

        assertThat(page("")).contains("Please try again in about a minute.");
    }

    @Test
    void whoCameFromASignInFindsTheWayBackToIt() {
        edge.failOver();
        String cookie = flowCookie();

        assertThat(page(cookie))
                .contains("<a href=\"" + REQUEST.replace("&", "&amp;") + "\">Sign in with your account</a>")
                .doesNotContain("evil.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Referer: https://evil.example/\r\n",
                "Cookie: sallyport-flow-x=AAAA\r\n",
                "Cookie: a=https://evil.example\r\n",
                "Origin: https://evil.example\r\n"
            })
    void nothingThatTheGatewayDidNotSealLeadsAnywhere(String headers) {
        edge.failOver();

        assertThat(page(headers)).startsWith("HTTP/1.1 503 ").doesNotContain("href", "evil.example");
    }

    @Test
    void whatIsFetchedAheadIsNoUse() {
        edge.failOver();

        for (String purpose : List.of("prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip")) {
            assertThat(page("Sec-Purpose: " + purpose + "\r\n"))
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("cache-control: no-store");
        }
        assertThat(edge.exchange("HEAD /signup", BROWSER, ""))
                .startsWith("HTTP/1.1 503 ")
                .endsWith("\r\n\r\n");
        assertThat(refused()).isZero();

        page("");
        assertThat(refused()).isEqualTo(1);
        edge.post("/signup", BROWSER + "Sec-Purpose: prefetch\r\n", "a=b");
        assertThat(refused()).as("nobody sends a form ahead").isEqualTo(2);
        page("Sec-Purpose: preview\r\n");
        assertThat(refused()).isEqualTo(3);
    }
}
