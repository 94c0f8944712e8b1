package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.operation.Plane;
import io.sallyport.testsupport.RawClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of requests: too long, too slow, streamed. */
class RequestBodyTest extends BeforeTwoRegions {

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 200001\r\n", "Content-Length: 99999999999\r\nExpect: 100-continue\r\n"})
    void aBodyAnnouncedTooLongIsRefusedUnread(String headers) {
        try (RawClient client = edge.connect()) {
            String answer = client.send("POST /signup HTTP/1.1\r\nHost: id.example.com\r\n" + headers + "\r\n")
                    .readToEnd();

            assertThat(answer).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        }
        assertThat(edge.west.calls()).isEmpty();
    }

    @Test
    void aBodyThatBecomesTooLongIsRefusedAndNeverLooksWhole() {
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        try (RawClient client = edge.connect()) {
            client.send("POST /signup HTTP/1.1\r\nHost: id.example.com\r\nTransfer-Encoding: chunked\r\n\r\n");
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
                "POST /oauth2/token",
                FORM + "Transfer-Encoding: chunked\r\n",
                "65\r\n" + "x".repeat(101) + "\r\n0\r\n\r\n");

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
                    "Content-Type: application/x-www-form-urlencoded",
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
                "POST /signup", "Transfer-Encoding: chunked\r\n", "3\r\na=b\r\n0\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n");

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
                client.send("POST /signup HTTP/1.1\r\nHost: id.example.com\r\nContent-Length: 150000\r\n\r\n"
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
    @ValueSource(strings = {"/signup", "/oauth2/par"})
    void aRegionThatRefusesAnUploadEarlyIsHeardAndTheConnectionServesOn(String path) {
        edge.west.scriptOnHead(call -> call.answer(400, "", "no"));
        try (RawClient client = edge.connect()) {
            client.send(lines(
                            "POST " + path + " HTTP/1.1",
                            "Host: id.example.com",
                            "Content-Type: application/x-www-form-urlencoded",
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
            client.send("POST /oauth2/token HTTP/1.1\r\nHost: id.example.com\r\n" + FORM
                    + "Content-Length: 29\r\n\r\ngrant");

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
}
