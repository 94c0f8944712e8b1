package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a gateway has no business with passes as it is. */
class UntouchedTest extends BeforeTwoRegions {

    @Test
    void aCompressedAnswerPassesAsItIs() {
        String body = "\u000b\u0002\u0080x";
        edge.west.answer(
                200, "Content-Encoding: br\r\nVary: Accept-Encoding\r\nContent-Type: application/json\r\n", body);

        String answer = edge.exchange("GET /oauth2/userInfo", "Accept-Encoding: br, gzip\r\n", "");

        assertThat(seen().header("Accept-Encoding")).containsExactly("br, gzip");
        assertThat(answer)
                .containsIgnoringCase("content-encoding: br")
                .containsIgnoringCase("vary: accept-encoding")
                .endsWith(body);
    }

    @Test
    void aCompressedPageThoughNobodyAskedForItPassesAsItIs() {
        edge.west.answer(200, "Content-Encoding: gzip\r\nContent-Type: text/html\r\n", edge.west.url() + "/x");

        assertThat(edge.exchange("GET /signup", "Accept-Encoding: gzip\r\n", ""))
                .endsWith(edge.west.url() + "/x");
    }

    @Test
    void aPartOfAnAnswerPassesAsItIs() {
        edge.west.answer(206, "Content-Range: bytes 2-4/9\r\nAccept-Ranges: bytes\r\nETag: \"x\"\r\n", "cde");

        String answer = edge.exchange("GET /signup", "Range: bytes=2-4\r\nIf-Range: \"x\"\r\n", "");

        assertThat(seen().header("Range")).containsExactly("bytes=2-4");
        assertThat(seen().header("If-Range")).containsExactly("\"x\"");
        assertThat(answer)
                .startsWith("HTTP/1.1 206")
                .containsIgnoringCase("content-range: bytes 2-4/9")
                .endsWith("cde");
    }

    @Test
    void anUnchangedAnswerPassesAsItIs() {
        edge.west.script(call -> call.send("HTTP/1.1 304 x\r\nETag: \"x\"\r\n\r\n"));

        assertThat(edge.exchange("GET /signup", "If-None-Match: \"x\"\r\n", ""))
                .startsWith("HTTP/1.1 304")
                .containsIgnoringCase("etag: \"x\"");
    }

    @Test
    void aHeadHasTheLengthThatGetWouldHave() {
        edge.west.script(call -> call.send("HTTP/1.1 200 x\r\nContent-Length: 1234\r\n\r\n"));

        assertThat(edge.exchange("HEAD /signup", "", "")).containsIgnoringCase("content-length: 1234");
        assertThat(seen().head()).startsWith("HEAD /signup ");
    }

    @Test
    void whatABrowserAsksBeforeACallIsTheRegionsToAnswer() {
        edge.west.answer(204, "Access-Control-Allow-Methods: POST\r\nAccess-Control-Max-Age: 5\r\n", "");

        String answer = edge.exchange(
                "OPTIONS /oauth2/token",
                "Origin: https://spa.example\r\nAccess-Control-Request-Headers: authorization\r\n",
                "");

        assertThat(seen().header("Access-Control-Request-Headers")).containsExactly("authorization");
        assertThat(answer)
                .startsWith("HTTP/1.1 204")
                .containsIgnoringCase("access-control-allow-methods: POST")
                .containsIgnoringCase("access-control-max-age: 5");
    }
}
