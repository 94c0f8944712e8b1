package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.ScriptedRegion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests carried to a region by a whole listener, over real sockets. */
class ProxyTest extends BeforeTwoRegions {

    @Test
    void aRequestGoesToThePrimaryAndItsAnswerComesBack() {
        edge.west.answer(
                200, "Content-Type: application/json\r\nX-Mine: 1\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n", "{}");

        String answer = token(SAFE);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("X-Mine: 1", ": sallyport.us-west-2.a=b", ": sallyport.us-west-2.c=d")
                .endsWith("\r\n\r\n{}");
        assertThat(seen().body()).isEqualTo(SAFE);
        assertThat(seen().header("Host")).containsExactly("127.0.0.1:" + edge.west.port());
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void theRegionHearsOfTheClientFromTheGatewayAlone() {
        edge.post(
                "/oauth2/token",
                FORM
                        + "Cookie: a=b\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Proto: https\r\n"
                        + "X_Forwarded_For: 6.6.6.6\r\nX-Forwarded_Host: evil\r\nForwarded: for=6.6.6.6\r\n"
                        + "X-Original-URL: /admin\r\nX-Real-IP: 6.6.6.6\r\nX-Client-Cert: pem\r\nssl_client_cert: pem\r\n"
                        + "SSL-Client-Verify: SUCCESS\r\nX-Auth-Subject: root\r\nX-HTTP-Method-Override: DELETE\r\n"
                        + "Content_Length: 0\r\nTransfer_Encoding: chunked\r\n",
                SAFE);

        assertThat(seen().head().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("6.6.6.6", "evil", "pem", "_", "root", "x-http-method");
        assertThat(seen().header("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen().header("X-Forwarded-Host")).containsExactly("id.example.com");
        assertThat(seen().header("X-Forwarded-Proto")).containsExactly("http");
        assertThat(seen().header("X-Forwarded-Port")).containsExactly("80");
        assertThat(seen().header("Cookie")).containsExactly("a=b");
    }

    @Test
    void aTrustedProxyIsBelievedButNotWhatItsClientClaims() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.trusted = List.of(RunningEdge.network("127.0.0.0", 8), RunningEdge.network("10.0.0.0", 8));
        restart(setup);

        edge.post("/oauth2/token", FORM + "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 9.9.9.9, 10.1.2.3\r\n", SAFE);

        assertThat(seen().header("X-Forwarded-For")).containsExactly("9.9.9.9");
    }

    @Test
    void hopByHopHeadersStayBehindBothWays() {
        edge.west.answer(
                200,
                lines(
                        "Connection: keep-alive, X-Hop",
                        "Connection: X-Hop-Too",
                        "X-Hop: 1",
                        "X-Hop-Too: 1",
                        "Keep-Alive: timeout=5",
                        "Alt-Svc: h3",
                        "NEL: {}",
                        "Report-To: {}",
                        "Strict-Transport-Security: max-age=1",
                        "Server: x",
                        ""),
                "{}");

        String answer = edge.post(
                "/oauth2/token",
                FORM
                        + "Connection: X-Secret , te\r\nX-Secret: 1\r\nTE: trailers\r\nProxy-Authorization: x\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: x\r\nTrailer: x\r\n",
                SAFE);

        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("x-hop", "keep-alive", "alt-svc", "nel:", "report-to", "strict-transport", "server:");
        assertThat(seen().head().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("x-secret", "\r\nte:", "proxy-auth", "upgrade", "http2-settings", "trailer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET,204", "GET,304", "HEAD,200", "POST,204"})
    void anAnswerWithoutContentStaysWithoutContent(String methodAndStatus) {
        String method = methodAndStatus.split(",", -1)[0];
        String status = methodAndStatus.split(",", -1)[1];
        edge.west.script(call -> call.send("HTTP/1.1 " + status + " x\r\nX-Mine: 1\r\n\r\n"));

        String answer = edge.exchange(method + " /login", method.equals("POST") ? "Content-Length: 0\r\n" : "", "");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("X-Mine: 1")
                .endsWith("\r\n\r\n");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("transfer-encoding");
    }

    @Test
    void headTellsTheLengthOfTheContent() {
        edge.west.script(call -> call.send("HTTP/1.1 200 x\r\nContent-Length: 77\r\n\r\n"));

        assertThat(edge.exchange("HEAD /oauth2/userInfo", "", "")).containsIgnoringCase("content-length: 77");
        assertThat(seen().head()).startsWith("HEAD /oauth2/userInfo ");
    }

    @ParameterizedTest
    @CsvSource({"/login", "/oauth2/userInfo"})
    void aLongChunkedAnswerComesWhole(String path) {
        String chunk = "0123456789abcdef".repeat(4096);
        edge.west.script(call -> {
            call.send("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                call.send("10000\r\n" + chunk + "\r\n");
            }
            call.send("0\r\n\r\n");
        });

        String answer = edge.get(path);

        assertThat(answer.replaceAll("(?s)^.*?\r\n\r\n", "").replaceAll("(?m)^[0-9a-f]{1,6}\r\n", ""))
                .hasSizeGreaterThanOrEqualTo(20 * chunk.length());
        assertThat(answer).endsWith("0\r\n\r\n");
    }

    @Test
    void anOldClientSeesTheEndOfAStreamByTheClose() {
        edge.west.script(
                call -> call.send("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));

        try (RawClient client = edge.connect()) {
            String answer = client.send(
                            "GET /logout HTTP/1.0\r\nHost: id.example.com\r\nConnection: keep-alive\r\n\r\n")
                    .readToEnd();

            assertThat(answer).endsWith("\r\n\r\nabc");
        }
    }

    @Test
    void aStreamThatBreaksOffNeverLooksComplete() {
        edge.west.script(call -> call.send("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"));
        try (RawClient client = edge.connect()) {
            client.send("GET /logout HTTP/1.1\r\nHost: id.example.com\r\n\r\n").readUntil("half");

            edge.west.calls().get(0).reset();

            assertThat(client.readToEnd()).doesNotContain("0\r\n\r\n");
        }
        await().until(() -> edge.counted(499) == 1);
    }

    @Test
    void aCallForAnotherPoolIsNotCarried() {
        assertThat(edge.call("InitiateAuth", "{\"ClientId\":\"theirs\"}"))
                .startsWith("HTTP/1.1 400 ")
                .contains("ResourceNotFoundException");
        assertThat(edge.call("GetUser", "{\"AccessToken\":\"nonsense\"}"))
                .startsWith("HTTP/1.1 400 ")
                .contains("NotAuthorizedException");
        assertThat(edge.west.calls()).isEmpty();

        edge.call("SignUp", "{\"ClientId\":\"app\"}");
        assertThat(edge.west.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://id.example.com/login,400",
        "GET *,400",
        "GET /login#x,400",
        "GET /login?a=b#x,400",
        "GET /log\u00efn,400",
        "GET //login,404",
        "GET /login/,404",
        "GET /LOGIN,404",
        "GET /%6cogin,404",
        "GET /x/../login,404",
        "GET /login;a=b,404",
        "DELETE /login,404",
        "GET /oauth2/token,404",
        "GET /-/unknown,404",
        "GET /,404"
    })
    void onlyKnownTargetsAreForwarded(String line, int status) {
        assertThat(edge.exchange(line, "", "")).startsWith("HTTP/1.1 " + status + " ");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aPageOfTheGatewaysOwnComesFromTheRegionsOrigin() {
        String own = "Origin: http://id.example.com\r\nReferer: http://id.example.com/login?a=b\r\n";

        edge.west.refuse();
        edge.post("/login", FORM + own, "a=b");

        ScriptedRegion.Call call = edge.east.calls().get(0);
        assertThat(call.header("Origin")).containsExactly(edge.east.url());
        assertThat(call.header("Referer")).containsExactly(edge.east.url() + "/login?a=b");
    }

    @Test
    void anotherHostIsMisdirected() {
        try (RawClient client = edge.connect()) {
            assertThat(client.send("GET /login HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n")
                            .readToEnd())
                    .startsWith("HTTP/1.1 421 ");
        }
    }

    @Test
    void twoTargetsAreNotAGuess() {
        String two = lines(
                "X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth",
                "X-Amz-Target: AWSCognitoIdentityProviderService.SignUp",
                "");

        assertThat(edge.post("/", two, "{}")).startsWith("HTTP/1.1 400 ");
        edge.post("/", "X-Amz-Target: AWSCognitoIdentityProviderService.GetUser\r\nX_Amz_Target: SignUp\r\n", "{}");
        assertThat(seen().head()).doesNotContain("SignUp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"AuthFlow\":\"A\",\"AuthFlow\":\"B\"}", "[]", "{} {}", "", "{\"a\":", "nonsense"})
    void aBodyThatTwoReadersCouldReadDifferentlyIsRefused(String body) {
        assertThat(edge.call("InitiateAuth", body)).startsWith("HTTP/1.1 400 ").contains("InvalidParameterException");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aRedirectToTheRegionLeadsThroughTheGateway() {
        edge.west.script(call -> call.answer(302, "Location: " + edge.west.url() + "/login?a=b\r\n", ""));

        assertThat(edge.get("/oauth2/authorize?x=y"))
                .containsIgnoringCase("location: http://id.example.com/login?a=b\r\n");
        assertThat(seen().head()).startsWith("GET /oauth2/authorize?x=y ");
    }

    @Test
    void aPublicUrlWithAPathIsTheRegionsRoot() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.publicUrl = "http://id.example.com/idp";
        setup.regionPath = "/realms/x";
        restart(setup);
        edge.west.script(call -> call.answer(302, "Location: /realms/x/login\r\n", ""));

        assertThat(edge.get("/idp/oauth2/authorize?x=y")).containsIgnoringCase("location: /idp/login\r\n");
        assertThat(seen().head()).startsWith("GET /realms/x/oauth2/authorize?x=y ");
        assertThat(edge.get("/oauth2/authorize")).startsWith("HTTP/1.1 404 ");
        assertThat(edge.get("/idpx/oauth2/authorize")).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @CsvSource({"32,200", "33,400", "3000,400"})
    void aConnectionHeaderNamesSoManyAndNoMore(int options, int status) {
        String inOneLine = ",x".repeat(options - 1).replaceFirst(",", "");
        String inManyLines = "Connection: x\r\n".repeat(options - 1);

        // The call itself says close.
        assertThat(edge.post("/oauth2/token", FORM + "Connection: " + inOneLine + "\r\n", SAFE))
                .startsWith("HTTP/1.1 " + status);
        if (options < 1000) {
            assertThat(edge.post("/oauth2/token", FORM + inManyLines, SAFE)).startsWith("HTTP/1.1 " + status);
        }
        assertThat(edge.exchange("GET /-/validate", "Connection: " + inOneLine + "\r\n", ""))
                .startsWith("HTTP/1.1 " + (status == 200 ? 401 : 400));
        assertThat(edge.west.calls()).hasSize(status == 200 ? 2 : 0);
    }
}
