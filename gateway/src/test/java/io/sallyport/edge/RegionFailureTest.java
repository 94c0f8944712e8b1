package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.ScriptedRegion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see when a region fails or they leave it, over real sockets. */
class RegionFailureTest extends BeforeTwoRegions {

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
        assertThat(edge.post("/oauth2/userInfo", "", large)).endsWith("east");
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

        assertThat(edge.post(path, FORM + "Accept: text/html\r\n", "a=b"))
                .startsWith("HTTP/1.1 503 ")
                .contains("It is not known whether that worked")
                .doesNotContain("Nothing was changed");
    }

    @Test
    void nobodySaysOfASignOutAskedForThatNothingWasChanged() {
        edge.west.script(ScriptedRegion.Call::reset);

        assertThat(edge.exchange("GET /logout", "Accept: text/html\r\n", ""))
                .startsWith("HTTP/1.1 503 ")
                .contains("It is not known whether that worked");
    }

    @Test
    void aSignOutThatItsRegionCannotTakeIsNotTakenByAnother() {
        edge.west.refuse();
        edge.east.answer(200, "", "");

        assertThat(edge.post("/oauth2/revoke", FORM, "token=t")).startsWith("HTTP/1.1 503 ");
        assertThat(edge.east.calls()).isEmpty();
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
            client.send("GET /logout HTTP/1.1\r\nHost: id.example.com\r\n\r\n").readUntil("half");
        }

        await().until(() -> edge.west.brokenOff() == 1);
    }

    @Test
    void aSignOutIsFinishedThoughTheClientLeaves() {
        edge.west.script(call -> {});
        try (RawClient client = edge.connect()) {
            client.send("POST /oauth2/revoke HTTP/1.1\r\nHost: id.example.com\r\n" + FORM
                    + "Content-Length: 7\r\n\r\ntoken=t");
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
}
