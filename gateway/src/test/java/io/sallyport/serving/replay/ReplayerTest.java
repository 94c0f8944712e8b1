package io.sallyport.serving.replay;

import static io.sallyport.serving.replay.ReplayGround.EAST;
import static io.sallyport.serving.replay.ReplayGround.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionName;
import io.sallyport.serving.revocation.Replay;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.Revocation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayerTest {

    private static final Duration A_WHILE = Duration.ofMillis(600);

    private ReplayGround ground = new ReplayGround(Administrator.NONE);

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void theSameIsAskedForWithTheTokenAndNothingElse() {
        ground.heal();
        ground.start();

        RevocationEntry entry = ground.revoke("r+1 %");

        ground.awaitState(entry, Replay.State.REPLAYED);
        ScriptedRegion.Call call = ground.west.calls().get(0);
        assertThat(call.head()).startsWith("POST /oauth2/revoke HTTP/1.1");
        assertThat(call.header("Content-Type")).containsExactly("application/x-www-form-urlencoded");
        assertThat(call.header("Authorization")).isEmpty();
        assertThat(call.body()).isEqualTo("token=r%2B1+%25&client_id=app");
        assertThat(ground.east.calls()).isEmpty();
        assertThat(ground.journal.isPendingToPrimary()).isFalse();
    }

    @Test
    void aCallOfTheJsonApiIsOneAgain() {
        ground.heal();
        ground.start();

        ground.awaitState(ground.signOut("alice's \"token\"", null), Replay.State.REPLAYED);
        ground.awaitState(ground.revokeByCall("r1"), Replay.State.REPLAYED);

        ScriptedRegion.Call first = ground.west.calls().get(0);
        assertThat(first.head()).startsWith("POST / HTTP/1.1");
        assertThat(first.header("X-Amz-Target")).containsExactly("AWSCognitoIdentityProviderService.GlobalSignOut");
        assertThat(first.body()).isEqualTo("{\"AccessToken\":\"alice's \\\"token\\\"\"}");
        ScriptedRegion.Call second = ground.west.calls().get(1);
        assertThat(second.header("X-Amz-Target")).containsExactly("AWSCognitoIdentityProviderService.RevokeToken");
        assertThat(second.body()).isEqualTo("{\"Token\":\"r1\",\"ClientId\":\"app\"}");
    }

    @Test
    void nothingGoesToARegionThatIsLostAndEverythingOnceItIsNot() {
        ground.start();
        RevocationEntry one = ground.revoke("r1");
        RevocationEntry two = ground.revoke("r2");
        await().during(A_WHILE).until(() -> ground.west.calls().isEmpty());
        assertThat(ground.journal.pending()).isEqualTo(2);

        ground.heal();

        ground.awaitState(one, Replay.State.REPLAYED);
        ground.awaitState(two, Replay.State.REPLAYED);
    }

    @Test
    void whatWasPendingBeforeIsTakenUp() {
        RevocationEntry before = ground.revoke("r1");
        ground.heal();

        ground.start();

        ground.awaitState(before, Replay.State.REPLAYED);
    }

    @Test
    void beforeTheFirstProbesNothingIsSent() {
        ground.view.set(ReplayGround.view(ControllerState.Name.STARTING, List.of(WEST, EAST)));
        ground.start();
        ground.revoke("r1");

        await().during(A_WHILE).until(() -> ground.west.calls().isEmpty());
    }

    @Test
    void aFailureIsTriedAgainAfterAPause() {
        ground.west.answer(500, "", "");
        ground.heal();
        ground.start();
        RevocationEntry entry = ground.revoke("r1");
        ground.awaitCalls(1);
        await().during(A_WHILE).until(() -> ground.west.calls().size() == 1);
        ground.west.answer(200, "", "");

        ground.pass(Duration.ofSeconds(1));

        ground.awaitState(entry, Replay.State.REPLAYED);
        assertThat(ground.west.calls()).hasSize(2);
    }

    @Test
    void aRegionThatFailsTooOftenIsGivenUpForThisOne() {
        ground.west.script(ScriptedRegion.Call::reset);
        ground.heal();
        ground.start();
        RevocationEntry entry = ground.revoke("r1");

        for (int tries = 1; tries <= ReplayGround.TRIES; tries++) {
            ground.awaitCalls(tries);
            // Its end is known a moment later.
            await().until(() -> !ground.isAsking());
            ground.pass(Duration.ofSeconds(30));
        }

        ground.awaitState(entry, Replay.State.UNREPLAYABLE);
        assertThat(ground.replay(entry).reason()).isEqualTo(Replay.Reason.GAVE_UP);
        assertThat(ground.journal.isPendingToPrimary()).isFalse();
        assertThat(ground.west.calls()).hasSize(ReplayGround.TRIES);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 302})
    void aNoIsFinal(int status) {
        ground.west.answer(status, "Content-Type: application/json\r\n", "{\"error\":\"invalid_client\"}");
        ground.heal();
        ground.start();

        RevocationEntry entry = ground.revoke("r1");

        ground.awaitState(entry, Replay.State.UNREPLAYABLE);
        assertThat(ground.replay(entry).reason()).isEqualTo(Replay.Reason.REFUSED);
    }

    @Test
    void aTokenThatIsRevokedThereAlreadyIsDone() {
        ground.west.answer(
                400,
                "Content-Type: application/x-amz-json-1.1\r\nx-amzn-ErrorType: NotAuthorizedException\r\n",
                "{\"__type\":\"NotAuthorizedException\",\"message\":\"Access Token has been revoked\"}");
        ground.heal();
        ground.start();

        ground.awaitState(ground.signOut("token", null), Replay.State.REPLAYED);
    }

    @Test
    void aRegionThatAsksForPatienceGetsIt() {
        ground.west.answer(429, "", "");
        ground.heal();
        ground.start();
        RevocationEntry entry = ground.revoke("r1");
        for (int i = 1; i <= 3 * ReplayGround.TRIES; i++) {
            ground.awaitCalls(i);
            await().until(() -> !ground.isAsking());
            ground.pass(Duration.ofSeconds(30));
        }
        ground.west.answer(200, "", "");
        ground.pass(Duration.ofSeconds(30));

        ground.awaitState(entry, Replay.State.REPLAYED);
    }

    @Test
    void aTokenThatExpiresWhileTheRegionIsAwayIsAnAlarmAtOnce() {
        ground.start();
        RevocationEntry entry = ground.signOut("token", null);
        assertThat(ground.replay(entry).state()).isEqualTo(Replay.State.PENDING);

        ground.pass(Duration.ofMinutes(15));

        ground.awaitState(entry, Replay.State.UNREPLAYABLE);
        assertThat(ground.replay(entry).reason()).isEqualTo(Replay.Reason.EXPIRED);
        assertThat(ground.west.calls()).isEmpty();
    }

    @Test
    void manyAreUnderWayAtOnceAndNotAll() {
        ground.west.script(call -> {});
        ground.heal();
        ground.start();
        for (int i = 0; i < 40; i++) {
            ground.revoke("r" + i);
        }

        ground.awaitCalls(8);
        await().during(A_WHILE).until(() -> ground.west.calls().size() == 8);

        ground.west.answer(200, "", "");
        ground.west.calls().forEach(call -> call.answer(200, "", ""));
        await().until(() -> ground.journal.pending() == 0);
        assertThat(ground.west.calls()).hasSize(40);
    }

    /** Answers as it is told; remembers whom it was asked to sign out. */
    private static final class Scripted implements Administrator {
        final Queue<Delivery> answers = new ConcurrentLinkedQueue<>();
        final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public boolean carries(Revocation revocation) {
            return revocation instanceof Revocation.OfSubject;
        }

        @Override
        public Future<Delivery> signOut(RevocationEntry entry, RegionName region) {
            asked.add(entry.username() + " at " + region);
            Delivery answer = answers.poll();
            return answer == null ? Future.failedFuture("a bug") : Future.succeededFuture(answer);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    @Test
    void theGatewaysOwnCredentialGoesFirst() {
        Scripted administrator = new Scripted();
        ground.close();
        ground = new ReplayGround(administrator);
        administrator.answers.addAll(List.of(Delivery.BUSY, Delivery.FAILED, Delivery.ACCEPTED));
        ground.heal();
        ground.start();
        // Of the replica's own session: its token would be of no use.
        RevocationEntry bySubject = ground.signOut("token", EAST);
        RevocationEntry byToken = ground.revoke("r1");

        for (int i = 1; i <= 3; i++) {
            int asked = i;
            await().until(() -> administrator.asked.size() == asked);
            ground.pass(Duration.ofSeconds(30));
        }

        ground.awaitState(bySubject, Replay.State.REPLAYED);
        ground.awaitState(byToken, Replay.State.REPLAYED);
        assertThat(administrator.asked).containsOnly("alice at us-west-2");
        assertThat(ground.west.calls()).hasSize(1);
    }

    @Test
    void aCredentialThatIsRefusedIsAnAlarm() {
        Scripted administrator = new Scripted();
        ground.close();
        ground = new ReplayGround(administrator);
        administrator.answers.add(Delivery.REFUSED);
        ground.heal();
        ground.start();

        RevocationEntry entry = ground.signOut("token", WEST);

        ground.awaitState(entry, Replay.State.UNREPLAYABLE);
    }
}
