package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.operation.Plane;
import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.ScriptedRegion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests carried to a region by a whole listener, over real sockets. */
class ProxyTest {

    private static final String SAFE = "grant_type=client_credentials";
    private static final String ONCE = "grant_type=authorization_code&code=c";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    private RunningEdge edge = RunningEdge.start();

    @AfterEach
    void close() {
        edge.close();
    }

    private void restart(RunningEdge.Setup setup) {
        edge.close();
        edge = new RunningEdge(setup);
    }

    private ScriptedRegion.Call seen() {
        assertThat(edge.west.calls()).hasSize(1);
        return edge.west.calls().get(0);
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    private String token(String body) {
        return edge.post("/oauth2/token", FORM, body);
    }

    @Test
    void aRequestGoesToThePrimaryAndItsAnswerComesBack() {
        edge.west.answer(
                200, "Content-Type: application/json\r\nX-Mine: 1\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n", "{}");

        String answer = token(SAFE);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("X-Mine: 1", "Set-Cookie: a=b", "Set-Cookie: c=d")
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
            String answer = client.send("GET /login HTTP/1.0\r\nHost: id.example.com\r\nConnection: keep-alive\r\n\r\n")
                    .readToEnd();

            assertThat(answer).endsWith("\r\n\r\nabc");
        }
    }

    @Test
    void aStreamThatBreaksOffNeverLooksComplete() {
        edge.west.script(call -> call.send("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"));
        try (RawClient client = edge.connect()) {
            client.send("GET /login HTTP/1.1\r\nHost: id.example.com\r\n\r\n").readUntil("half");

            edge.west.calls().get(0).reset();

            assertThat(client.readToEnd()).doesNotContain("0\r\n\r\n");
        }
        await().until(() -> edge.counted(499) == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "half", "error", "page", "garbage"})
    void aSafeRequestThatFailsIsAnsweredByTheOtherRegion(String fault) {
        edge.west.script(call -> {
            switch (fault) {
                case "close" -> call.close();
                case "reset" -> call.reset();
                case "half" ->
                    call.send("HTTP/1.1 200 x\r\nContent-Length: 9\r\n\r\nha").reset();
                case "error" -> call.answer(500, "", "no");
                case "page" -> call.answer(200, "Content-Type: text/html\r\n", "<h1>Maintenance</h1>");
                default -> call.send("HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n");
            }
        });
        edge.east.answer(200, "", "east");

        assertThat(token(SAFE)).startsWith("HTTP/1.1 200 ").endsWith("east");
        assertThat(edge.east.calls()).hasSize(1);
    }

    @Test
    void aRequestThatFoundAClosedPortIsAnsweredByTheOtherRegionWithItsWholeBody() {
        edge.west.refuse();
        edge.east.answer(200, "", "east");
        String large = "x".repeat(150_000);

        assertThat(token(ONCE)).endsWith("east");
        assertThat(edge.post("/login", "", large)).endsWith("east");
        assertThat(edge.east.calls().get(1).body()).isEqualTo(large);
    }

    @Test
    void aCodeIsNeverSentTwice() {
        edge.west.script(ScriptedRegion.Call::reset);

        assertThat(token(ONCE)).startsWith("HTTP/1.1 400 ").contains("invalid_grant");
        assertThat(edge.east.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "InitiateAuth | {\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"app\"} | 500 | InternalErrorException",
                "GetTokensFromRefreshToken | {\"ClientId\":\"app\"} | 500 | InternalErrorException",
                "RespondToAuthChallenge | {\"ClientId\":\"app\"} | 400 | NotAuthorizedException"
            })
    void aLostAnswerSaysStartAgainOnlyWhereAChallengeWasSpent(String call, String body, int status, String type) {
        edge.west.script(ScriptedRegion.Call::reset);

        assertThat(edge.call(call, body)).startsWith("HTTP/1.1 " + status).contains("x-amzn-errortype: " + type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/forgotPassword", "/login"})
    void nobodySaysOfASentPageThatNothingWasChanged(String path) {
        edge.west.script(ScriptedRegion.Call::reset);

        assertThat(edge.post(path, "Accept: text/html\r\n", "a=b"))
                .startsWith("HTTP/1.1 503 ")
                .contains("Outcome unknown")
                .doesNotContain("Nothing was changed");
    }

    @Test
    void aSignOutThatItsRegionCannotTakeIsNotTakenByAnother() {
        edge.west.refuse();
        edge.east.answer(200, "", "");

        assertThat(edge.post("/oauth2/revoke", "", "token=t")).startsWith("HTTP/1.1 503 ");
        assertThat(edge.east.calls()).isEmpty();
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

    @Test
    void aWriteIsNeverSentToTheReplica() {
        edge.west.script(ScriptedRegion.Call::reset);
        assertThat(edge.call("SignUp", "{}")).startsWith("HTTP/1.1 500 ").contains("InternalErrorException");

        edge.west.refuse();
        assertThat(edge.call("SignUp", "{}"))
                .startsWith("HTTP/1.1 400 ")
                .contains("x-amzn-errortype: OperationNotEnabledException");
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void anAnswerThatIsNoHttpStatusIsNotPassedOn() {
        edge.west.answer(999, "", "odd");

        assertThat(token(ONCE))
                .startsWith("HTTP/1.1 400 ")
                .contains("invalid_grant")
                .doesNotContain("odd");
    }

    @Test
    void aSilentRegionIsGivenUpInTime() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.attempt = Duration.ofMillis(200);
        restart(setup);
        edge.west.script(call -> {});
        edge.east.script(call -> {});

        assertThat(token(SAFE))
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("retry-after:")
                .contains("temporarily_unavailable");
    }

    @Test
    void anAttemptEndsWhenTheClientLeaves() {
        edge.west.script(call -> {});
        try (RawClient client = edge.connect()) {
            client.send("GET /oauth2/userInfo HTTP/1.1\r\nHost: id.example.com\r\n\r\n");
            await().until(() -> edge.west.calls().size() == 1);
        }

        await().until(() -> edge.west.brokenOff() == 1);
        await().until(() -> edge.counted(499) == 1);
        assertThat(edge.counted(200)).isZero();
        assertThat(edge.east.calls()).isEmpty();
    }

    @Test
    void aStreamEndsWhenTheClientLeaves() {
        edge.west.script(call -> call.send("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"));
        try (RawClient client = edge.connect()) {
            client.send("GET /login HTTP/1.1\r\nHost: id.example.com\r\n\r\n").readUntil("half");
        }

        await().until(() -> edge.west.brokenOff() == 1);
    }

    @Test
    void aSignOutIsFinishedThoughTheClientLeaves() {
        edge.west.script(call -> {});
        try (RawClient client = edge.connect()) {
            client.send("POST /oauth2/revoke HTTP/1.1\r\nHost: id.example.com\r\nContent-Length: 7\r\n\r\ntoken=t");
            await().until(() -> edge.west.calls().size() == 1);
        }

        await().until(() -> edge.counted(499) == 1);
        assertThat(edge.west.brokenOff()).isZero();
    }

    @Test
    void aFullBulkheadSendsSafeWorkElsewhereAndRefusesTheRest() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.bulkhead = 1;
        restart(setup);
        edge.west.script(call -> {});
        edge.east.answer(200, "", "east");
        try (RawClient first = edge.connect()) {
            first.send("GET /login HTTP/1.1\r\nHost: id.example.com\r\n\r\n");
            await().until(() -> edge.west.calls().size() == 1);

            assertThat(token(SAFE)).endsWith("east");
            assertThat(token(ONCE)).startsWith("HTTP/1.1 503 ").contains("temporarily_unavailable");
            assertThat(edge.east.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 200001\r\n", "Content-Length: 99999999999\r\nExpect: 100-continue\r\n"})
    void aBodyAnnouncedTooLongIsRefusedUnread(String headers) {
        try (RawClient client = edge.connect()) {
            String answer = client.send("POST /login HTTP/1.1\r\nHost: id.example.com\r\n" + headers + "\r\n")
                    .readToEnd();

            assertThat(answer).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        }
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aBodyThatBecomesTooLongIsRefusedAndNeverLooksWhole() {
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        try (RawClient client = edge.connect()) {
            client.send("POST /login HTTP/1.1\r\nHost: id.example.com\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 8; i++) {
                client.send(chunk);
            }

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ");
        }
        await().until(() -> edge.west.brokenOff() == 1);
        assertThat(edge.west.calls().get(0).body()).doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void aBodyTooLongToClassifyIsRefused() {
        assertThat(edge.call("SignUp", "x".repeat(70_000))).startsWith("HTTP/1.1 413 ");
        assertThat(edge.call("InitiateAuth", "x".repeat(70_000))).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aLimitBelowTheHeldSizeCountsToo() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.limits = new Limits(100, 65_536, 16_384);
        restart(setup);

        String answer = edge.exchange(
                "POST /oauth2/token", "Transfer-Encoding: chunked\r\n", "65\r\n" + "x".repeat(101) + "\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ");
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aClientThatWaitsIsToldToGoOn() {
        try (RawClient client = edge.connect()) {
            client.send(lines(
                    "POST /oauth2/token HTTP/1.1",
                    "Host: id.example.com",
                    "Connection: close",
                    "Expect: 100-continue",
                    "Content-Length: 29",
                    "",
                    ""));
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");

            assertThat(client.send(SAFE).readToEnd()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(seen().header("Expect")).isEmpty();
    }

    @Test
    void aChunkedBodyAndItsTrailersBecomeABodyWithALength() {
        edge.exchange(
                "POST /login", "Transfer-Encoding: chunked\r\n", "3\r\na=b\r\n0\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n");

        assertThat(seen().header("Content-Length")).containsExactly("3");
        assertThat(seen().header("Transfer-Encoding")).isEmpty();
        assertThat(seen().body()).isEqualTo("a=b");
        assertThat(seen().head()).doesNotContain("6.6.6.6");
    }

    @Test
    void aConnectionServesTheNextRequestAfterARefusal() {
        try (RawClient client = edge.connect()) {
            client.send("POST /nowhere HTTP/1.1\r\nHost: id.example.com\r\nContent-Length: 3\r\n\r\na=b")
                    .readUntil("404");

            assertThat(client.send("GET /oauth2/userInfo HTTP/1.1\r\nHost: id.example.com\r\nConnection: close\r\n\r\n")
                            .readToEnd())
                    .contains("HTTP/1.1 200 ");
        }
    }

    @Test
    void clientsThatStopSendingSayNothingAgainstTheRegion() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.attempt = Duration.ofMillis(200);
        setup.longAttempt = Duration.ofMillis(300);
        restart(setup);

        for (int i = 0; i < 5; i++) {
            try (RawClient client = edge.connect()) {
                client.send("POST /login HTTP/1.1\r\nHost: id.example.com\r\nContent-Length: 150000\r\n\r\n"
                        + "x".repeat(70_000));

                assertThat(client.readToEnd())
                        .startsWith("HTTP/1.1 408 ")
                        .containsIgnoringCase("connection: close")
                        .doesNotContainIgnoringCase("retry-after");
            }
        }

        assertThat(edge.attempts("cancelled")).isEqualTo(5);
        assertThat(edge.attempts("timeout")).isZero();
        assertThat(edge.breaker(Plane.LOGIN).isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/oauth2/introspect"})
    void aRegionThatRefusesAnUploadEarlyIsHeardAndTheConnectionServesOn(String path) {
        edge.west.scriptOnHead(call -> call.answer(400, "", "no"));
        try (RawClient client = edge.connect()) {
            client.send(lines(
                            "POST " + path + " HTTP/1.1",
                            "Host: id.example.com",
                            "Content-Length: 190000",
                            "",
                            "x".repeat(70_000)))
                    .readUntil("\r\n\r\nno");
            edge.west.answer(200, "", "ok");

            String next = client.send("x".repeat(120_000))
                    .send("GET /oauth2/userInfo HTTP/1.1\r\nHost: id.example.com\r\nConnection: close\r\n\r\n")
                    .readToEnd();

            assertThat(next).startsWith("HTTP/1.1 200 ").endsWith("ok");
            assertThat(client.wasReset()).isFalse();
        }
    }

    @Test
    void aSmallBodyThatDoesNotComeInTimeIsGivenUp() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.limits = new Limits(200_000, 65_536, 16_384, Duration.ofMillis(200));
        restart(setup);
        try (RawClient client = edge.connect()) {
            client.send("POST /oauth2/token HTTP/1.1\r\nHost: id.example.com\r\nContent-Length: 29\r\n\r\ngrant");

            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("connection: close")
                    .contains("invalid_request");
        }
        assertThat(edge.west.calls()).isEmpty();
        assertThat(token(SAFE)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anUploadToNowhereIsCutOff() {
        try (RawClient client = edge.connect()) {
            client.send("POST /nowhere HTTP/1.1\r\nHost: id.example.com\r\nContent-Length: 1000000\r\n\r\nabc");

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 404 ");
        }
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
        edge.post("/login", own, "a=b");

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
}
