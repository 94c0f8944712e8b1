package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.guard.Guard;
import io.sallyport.operation.Plane;
import io.sallyport.testsupport.CapturedLog;
import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.ScriptedRegion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guesses by Cognito's API through a whole listener. */
class SignInGuardTest extends BeforeGuard {

    @Test
    void theSixthGuessIsRefusedInTheProvidersOwnWordsAndReachesNobody() {
        guesses(ATTACKER, "alice", 5);

        String answer = guess(ATTACKER, "alice");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("x-amzn-errortype: NotAuthorizedException")
                .doesNotContainIgnoringCase("retry-after")
                .endsWith("{\"__type\":\"NotAuthorizedException\",\"message\":\"Password attempts exceeded\"}");
        assertThat(asked()).isEqualTo(5);
        assertThat(lockouts("blocked")).isEqualTo(1);
    }

    @Test
    void anotherRegionGivesNoFurtherGuesses() {
        guesses(ATTACKER, "alice", 3);
        edge.west.refuse();
        guesses(ATTACKER, "alice", 2);
        assertThat(edge.east.calls()).hasSize(2);

        assertNeutral(guess(ATTACKER, "alice"));

        assertThat(asked()).isEqualTo(5);
    }

    @Test
    void aKnownAndAnUnknownAccountAreToldTheSameAfterTheSameSteps() {
        edge.west.script(call -> call.answer(
                400,
                JSON
                        + (call.body().contains("alice")
                                ? "x-amzn-ErrorType: NotAuthorizedException\r\n"
                                : "x-amzn-ErrorType: UserNotFoundException\r\n"),
                "{}"));
        for (int i = 0; i < 5; i++) {
            assertThat(guess(ATTACKER, "alice")).contains("NotAuthorizedException");
            assertThat(guess(ATTACKER, "nobody")).contains("UserNotFoundException");
        }

        assertThat(guess(ATTACKER, "alice")).isEqualTo(guess(ATTACKER, "nobody"));
        assertNeutral(guess(ATTACKER, "nobody"));
        assertThat(asked()).isEqualTo(10);
    }

    @Test
    void theOwnersUsualSourceIsNeitherRefusedNorDelayed() {
        edge.west.answer(200, JSON, TOKENS);
        assertThat(guess(HOME, "alice")).startsWith("HTTP/1.1 200 ");
        wrong(edge.west);
        for (int i = 0; i < 10; i++) {
            guesses("203.0.113." + i, "alice", i == 0 ? 5 : 0);
        }
        assertNeutral(guess("203.0.113.0", "alice"));
        edge.west.answer(200, JSON, TOKENS);

        assertThat(guess(HOME, "alice")).startsWith("HTTP/1.1 200 ");

        assertThat(delayed()).isZero();
    }

    @Test
    void fromAnywhereElseTheAccountIsDelayedAndThenServed() {
        guarded(new Guard.LockoutSettings(
                5,
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                List.of()));
        guesses(ATTACKER, "alice", 5);
        edge.west.answer(200, JSON, TOKENS);

        assertThat(guess(HOME, "alice")).startsWith("HTTP/1.1 200 ");

        assertThat(delayed()).isEqualTo(1);
    }

    @Test
    void anAccountThatDoesNotExistIsDelayedLikeOneThatDoes() {
        guarded(new Guard.LockoutSettings(
                5,
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                List.of()));
        edge.west.script(call -> call.answer(
                400,
                JSON + "x-amzn-ErrorType: "
                        + (call.body().contains("alice") ? "NotAuthorizedException" : "UserNotFoundException") + "\r\n",
                "{}"));
        for (String name : List.of("alice", "nobody")) {
            for (int i = 0; i < 5; i++) {
                guess(ATTACKER, name);
            }
            long begun = System.nanoTime();
            guess(HOME, name);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as(name)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(290));
        }

        assertThat(delayed()).isEqualTo(2);
        assertThat(asked()).isEqualTo(12);
    }

    @Test
    void whoLeavesDuringTheDelayIsNotSent() {
        guesses(ATTACKER, "alice", 5);
        String json = "{\"AuthParameters\":{\"USERNAME\":\"alice\"}}";

        for (int i = 0; i < 40; i++) {
            double before = delayed();
            try (RawClient client = edge.connect()) {
                client.send("POST / HTTP/1.1\r\nHost: id.example.com\r\n" + from(HOME)
                        + "X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth\r\nContent-Length: "
                        + json.length() + "\r\n\r\n" + json);
                await().until(() -> delayed() > before);
            }
        }

        // More than a source may keep waiting: each gave its place back.
        await().until(() -> edge.counted(499) == 40);
        assertThat(lockouts("crowded")).isZero();
        assertThat(asked()).isEqualTo(5);
    }

    @Test
    void whatAClientSaysOfItselfIsNoSource() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        restart(setup);
        wrong(edge.west);
        for (int i = 0; i < 5; i++) {
            guesses("203.0.113." + i, "alice", 1);
        }

        assertNeutral(guess("203.0.113.77", "alice"));
    }

    @Test
    void whatAClientPutsBeforeTheBalancersWordIsNoSource() {
        for (int i = 0; i < 5; i++) {
            guesses("10.0.0." + i + ", " + ATTACKER, "alice", 1);
        }

        assertNeutral(guess("10.0.0.77, " + ATTACKER, "alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALICE", " alice", "al\\u0069ce", "\\uff41lice", "alice\\u200b"})
    void aVariantOfANameGivesNoFurtherGuesses(String variant) {
        guesses(ATTACKER, "alice", 5);

        assertNeutral(guess(ATTACKER, variant));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 200, 404})
    void whatTheRegionSaysOfItselfIsNoFailure(int status) {
        edge.west.answer(status, JSON, "{}");
        edge.east.answer(status, JSON, "{}");
        for (int i = 0; i < 10; i++) {
            guess(ATTACKER, "alice");
        }

        assertThat(lockouts("blocked")).isZero();
        assertThat(asked()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void aLostAnswerIsNoFailure() {
        edge.west.script(ScriptedRegion.Call::reset);
        for (int i = 0; i < 10; i++) {
            guess(ATTACKER, "alice");
        }

        assertThat(lockouts("blocked")).isZero();
    }

    @Test
    void theRegionsOwnLockOutIsNotCountedOn() {
        edge.west.answer(
                400,
                JSON + "x-amzn-ErrorType: NotAuthorizedException\r\n",
                "{\"message\":\"Password attempts exceeded\"}");

        for (int i = 0; i < 10; i++) {
            guess(ATTACKER, "alice");
        }

        assertThat(asked()).isEqualTo(10);
    }

    @Test
    void refreshTokensThatFailLockNobodyOut() {
        for (int i = 0; i < 10; i++) {
            call(
                    ATTACKER,
                    "InitiateAuth",
                    "{'AuthFlow':'REFRESH_TOKEN_AUTH','ClientId':'app','AuthParameters':"
                            + "{'REFRESH_TOKEN':'r','USERNAME':'alice'}}");
        }

        assertThat(asked()).isEqualTo(10);
        assertThat(guess(ATTACKER, "alice")).contains("Incorrect username or password.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'AuthFlow':'USER_SRP_AUTH','ClientId':'app','AuthParameters':{'USERNAME':'alice','SRP_A':'a'}}",
                "{'AuthFlow':'USER_AUTH','ClientId':'app','AuthParameters':{'USERNAME':'alice','PASSWORD':'x'}}",
                "{'AuthFlow':'CUSTOM_AUTH','ClientId':'app','AuthParameters':{'USERNAME':'alice'}}",
                "{'ClientId':'app','AuthParameters':{'USERNAME':'alice'}}"
            })
    void everyKindOfSignInCounts(String json) {
        guesses(ATTACKER, "alice", 4);
        call(ATTACKER, "InitiateAuth", json);

        assertNeutral(call(ATTACKER, "InitiateAuth", json));
    }

    @Test
    void guessesNeverSpeakAgainstARegion() {
        guesses(ATTACKER, "alice", 5);
        for (int i = 0; i < 50; i++) {
            assertNeutral(guess(ATTACKER, "alice"));
        }

        assertThat(edge.breaker(Plane.API).isClosed()).isTrue();
        assertThat(edge.attempts("ok")).isEqualTo(5);
        assertThat(edge.east.calls()).isEmpty();
        assertThat(guess(HOME, "bob")).contains("Incorrect username or password.");
    }

    @Test
    void nothingOfAnAccountIsLogged() {
        try (CapturedLog log = new CapturedLog()) {
            guesses(ATTACKER, "alice-in-wonderland", 5);
            assertNeutral(guess(ATTACKER, "alice-in-wonderland"));

            assertThat(log.text()).contains("InitiateAuth").doesNotContain("wonderland", "guess");
        }
    }

    @Test
    void whereTheGuardIsOffAPageMayBePostedAsEver() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.guard = Guard.Settings.OFF;
        restart(setup);
        wrong(edge.west);

        guesses(ATTACKER, "alice", 10);
        assertThat(edge.post("/login", "", "x".repeat(70_000))).contains("Incorrect username or password.");
    }
}
