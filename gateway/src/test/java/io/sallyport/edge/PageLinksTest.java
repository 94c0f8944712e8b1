package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testsupport.ScriptedRegion;
import org.junit.jupiter.api.Test;

/** Pages whose links name the region, since it made them from the host that it was asked for. */
class PageLinksTest extends BeforeTwoRegions {

    private static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";

    private String link(String path) {
        return "<a href=\"" + edge.west.url() + path + "\">";
    }

    private static String publicly(String path) {
        return "<a href=\"http://id.example.com" + path + "\">";
    }

    /** Without the framing of its chunks. */
    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 2).replaceAll("\r\n[0-9a-f]+\r\n", "");
    }

    @Test
    void aPageNamesTheGateway() {
        edge.west.answer(200, HTML, link("/forgotPassword?a=b") + "\u00c3\u00a9");

        String answer = edge.exchange("GET /signup", "Accept-Encoding: gzip\r\n", "");

        assertThat(seen().header("Accept-Encoding")).isEmpty();
        assertThat(body(answer)).startsWith(publicly("/forgotPassword?a=b") + "\u00c3\u00a9");
    }

    @Test
    void aPageThatComesInPiecesNamesItToo() {
        String page = link("/a").repeat(4_000);
        edge.west.script(call -> {
            call.send("HTTP/1.1 200 x\r\n" + HTML + "Content-Length: " + page.length() + "\r\n\r\n");
            for (int at = 0; at < page.length(); at += 1_001) {
                call.send(page.substring(at, Math.min(page.length(), at + 1_001)));
            }
        });

        String answer = edge.get("/login");

        assertThat(answer).containsIgnoringCase("transfer-encoding: chunked").doesNotContain(edge.west.url());
        assertThat(body(answer).split("http://id.example.com/a", -1)).hasSize(4_001);
    }

    @Test
    void whatIsNoPageStaysAsItIs() {
        edge.west.answer(200, "Content-Type: application/json\r\n", edge.west.url() + "/x");

        assertThat(edge.get("/oauth2/userInfo")).endsWith(edge.west.url() + "/x");
    }

    @Test
    void halfAPageIsNotMadeToLookWhole() {
        edge.west.script(call -> {
            call.send("HTTP/1.1 200 x\r\n" + HTML + "Content-Length: 900000\r\n\r\n"
                    + link("/a").repeat(2_000));
            call.close();
        });

        String answer = edge.get("/signup");

        assertThat(answer).doesNotContain("\r\n0\r\n\r\n");
        assertThat(edge.west.calls()).hasSizeGreaterThanOrEqualTo(1).allMatch(PageLinksTest::isSignup);
    }

    private static boolean isSignup(ScriptedRegion.Call call) {
        return call.head().startsWith("GET /signup ");
    }
}
