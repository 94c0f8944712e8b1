package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.FullDisk;
import io.sallyport.journal.GroupedLog;
import io.sallyport.serving.revocation.Means;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.Revoking;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMark;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sign-out is on disk before its client hears of it, or its client hears that it is not. */
class KeptSignOutTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    private final FullDisk disk = new FullDisk();
    private final Path directory;
    private final Deque<AsyncJournal> journals = new ArrayDeque<>();
    private final Deque<RunningEdge> edges = new ArrayDeque<>();
    private final String token = RunningEdge.KEY.token(SampleClaims.good());

    KeptSignOutTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private RunningEdge start() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.log = vertx -> {
            journals.push(new AsyncJournal(vertx, disk.journal(directory)));
            return GroupedLog.sealed(journals.element(), "revocations");
        };
        return started(setup);
    }

    private RunningEdge started(RunningEdge.Setup setup) {
        RunningEdge edge = new RunningEdge(setup);
        edge.west.answer(200, "", "");
        edge.east.answer(200, "", "");
        edges.push(edge);
        return edge;
    }

    @AfterEach
    void stop() {
        while (!edges.isEmpty()) {
            edges.element().journal.close().await();
            if (!journals.isEmpty()) {
                journals.pop().close().await();
            }
            edges.pop().close();
        }
    }

    private static String revoke(RunningEdge edge, String what) {
        return edge.post("/oauth2/revoke", FORM, "client_id=app&token=" + what);
    }

    private static boolean isAccepted(RunningEdge edge, String what) {
        return edge.exchange("GET /-/validate", "Authorization: Bearer " + what + "\r\n", "")
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void itIsEnforcedAfterARestart() {
        RunningEdge before = start();
        assertThat(revoke(before, token)).startsWith("HTTP/1.1 200 ");
        assertThat(revoke(before, "refresh-1")).startsWith("HTTP/1.1 200 ");
        stop();

        RunningEdge after = start();

        assertThat(isAccepted(after, token)).isFalse();
        assertThat(after.post("/oauth2/token", FORM, "grant_type=refresh_token&refresh_token=refresh-1"))
                .contains("invalid_grant");
        assertThat(after.west.calls()).isEmpty();
    }

    @Test
    void whereTheDiskRefusesTheClientIsToldAndTheSignOutHolds() {
        RunningEdge edge = start();
        disk.fill(3);

        String byForm = revoke(edge, token);

        assertThat(byForm).startsWith("HTTP/1.1 503 ").contains("temporarily_unavailable", "retry-after: ");
        assertThat(edge.west.calls()).hasSize(1);
        assertThat(isAccepted(edge, token)).isFalse();
    }

    @Test
    void norInTheApisOwnWords() {
        RunningEdge edge = start();
        disk.fill(3);

        String byCall = edge.call("GlobalSignOut", "{\"AccessToken\":\"" + token + "\"}");

        assertThat(byCall).startsWith("HTTP/1.1 500 ").contains("InternalErrorException", "sign out again");
        assertThat(isAccepted(edge, token)).isFalse();
    }

    @Test
    void afterARefusalNothingIsSentUntilTheDiskTakesItAgain() {
        RunningEdge edge = start();
        disk.fill(3);
        revoke(edge, token);
        int asked = edge.west.calls().size();

        assertThat(revoke(edge, "refresh-1")).startsWith("HTTP/1.1 503 ");
        assertThat(edge.west.calls()).hasSize(asked);
        assertThat(revoke(edge, token)).as("the same again, still not kept").startsWith("HTTP/1.1 503 ");

        disk.mend();
        await().until(() -> revoke(edge, "refresh-1").startsWith("HTTP/1.1 200 "));
        assertThat(revoke(edge, token)).as("the same again, kept").startsWith("HTTP/1.1 200 ");
        stop();
        assertThat(isAccepted(start(), token)).isFalse();
    }

    /** One that keeps what it is told to. */
    private static final class SlowLog implements GroupedLog {
        private final Deque<Promise<Void>> waiting = new ConcurrentLinkedDeque<>();

        @Override
        public Future<Void> open(Content content) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> append(byte[] entry) {
            return barrier();
        }

        @Override
        public Future<Void> barrier() {
            Promise<Void> kept = Promise.promise();
            waiting.add(kept);
            return kept.future();
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    @Test
    void noAnswerGoesBeforeItIsKeptNorToWhoAsksForTheSame() {
        SlowLog log = new SlowLog();
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.log = vertx -> log;
        RunningEdge edge = started(setup);
        String body = "client_id=app&token=" + token;
        String request = "POST /oauth2/revoke HTTP/1.1\r\nHost: id.example.com\r\nConnection: close\r\n" + FORM
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;

        try (RawClient first = edge.connect();
                RawClient second = edge.connect()) {
            first.send(request);
            await().until(() -> log.waiting.size() == 1);
            assertThat(isAccepted(edge, token)).as("in force already").isFalse();
            second.send(request);
            await().until(() -> log.waiting.size() == 2);
            assertThat(edge.counted(200))
                    .as("but for the question whether it is in force")
                    .isZero();

            log.waiting.forEach(kept -> edge.vertx.runOnContext(v -> kept.complete()));
            assertThat(first.readToEnd()).startsWith("HTTP/1.1 200 ");
            assertThat(second.readToEnd()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whatTheReplicaAcceptedIsToBeToldToThePrimaryWithTheTokenAlone() {
        RunningEdge edge = start();
        edge.failOver();

        assertThat(edge.call("GlobalSignOut", "{\"AccessToken\":\"" + token + "\"}"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(edge.east.calls()).hasSize(1);

        RevocationEntry entry = edge.journal.overview(1).latest().get(0);
        assertThat(entry.pending()).containsExactly(Revoking.REGIONS.get(0));
        assertThat(entry.means()).isEqualTo(new Means(token, null, SampleClaims.NOW.plusSeconds(900)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic YXBwOnNlY3JldA==\r\n| ",
                " |&client_secret=secret-of-app",
                " |&client_assertion=secret-of-app&client_assertion_type=x"
            })
    void aClientsCredentialIsNeverKept(String where) {
        RunningEdge edge = start();
        edge.failOver();
        String[] parts = where.split("\\|", -1);

        String answer = edge.post(
                "/oauth2/revoke",
                FORM + parts[0].strip() + (parts[0].isBlank() ? "" : "\r\n"),
                "client_id=app&token=r1" + parts[1].strip());

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        RevocationEntry entry = edge.journal.overview(1).latest().get(0);
        assertThat(entry.pending()).isEmpty();
        assertThat(entry.means()).isNull();
        assertThat(edge.journal.unreplayable()).isEqualTo(1);
        assertThat(edge.journal.wanted())
                .noneMatch(record -> new String(record, java.nio.charset.StandardCharsets.UTF_8).contains("secret"));
    }

    @Test
    void theReplicasYesIsNotPassedOnForMoreThanCanBeNoted() {
        RunningEdge edge = start();
        edge.failOver();
        String lastOne = "";
        for (int i = 0; i < SourceRate.BURST + 20; i++) {
            lastOne = revoke(edge, "made-up-" + i);
        }

        assertThat(lastOne).startsWith("HTTP/1.1 503 ");
        assertThat(edge.journal.overview(1).unverified()).isLessThanOrEqualTo(50);
        assertThat(revoke(edge, "x".repeat(Means.LONGEST_TOKEN + 1))).startsWith("HTTP/1.1 503 ");
        assertThat(revoke(edge, token)).as("a good one").startsWith("HTTP/1.1 200 ");
    }

    @Test
    void forgedTokensThatNameAVictimRevokeTheirOwnDigestAtMost() {
        RunningEdge edge = start();
        edge.failOver();
        String forged =
                io.sallyport.token.TokenMint.rs256(RunningEdge.KEY.kid()).token(SampleClaims.good());
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1);

        for (String attack : List.of(forged, unsigned, unsigned + "AAAA")) {
            edge.call("GlobalSignOut", "{\"AccessToken\":\"" + attack + "\"}");
            revoke(edge, attack);
        }

        assertThat(isAccepted(edge, token)).isTrue();
        assertThat(edge.journal.overview(100).latest())
                .allMatch(entry -> entry.revocation() instanceof io.sallyport.token.Revocation.OfToken)
                .noneMatch(RevocationEntry::isVerified);
        stop();
        RunningEdge after = start();
        assertThat(isAccepted(after, token)).isTrue();
        assertThat(after.revocations.revokes(TokenMark.of(token))).isFalse();
    }
}
