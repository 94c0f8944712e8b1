package io.sallyport.serving.revocation;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.FullDisk;
import io.sallyport.journal.GroupedLog;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replays;
import io.sallyport.operation.Revokes;
import io.sallyport.operation.Surface;
import io.sallyport.token.Claims;
import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.sallyport.token.TokenMark;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationJournalTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final Duration REMEMBER = Duration.ofDays(30);

    private final Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final FullDisk disk = new FullDisk();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<String> told = new ArrayList<>();
    private Predicate<Revocation> isAdministered = revocation -> false;

    private final RevocationObserver observer = new RevocationObserver() {
        @Override
        public void replayed(RevocationEntry entry, RegionName region) {
            told.add("replayed " + entry.id() + " to " + region);
        }

        @Override
        public void unreplayable(RevocationEntry entry, RegionName region, Replay.Reason reason) {
            told.add("unreplayable " + entry.id() + " to " + region + ": " + reason.tag());
        }
    };

    RevocationJournalTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** From one start to the next stop. */
    private final class Life implements AutoCloseable {
        final AsyncJournal writing = new AsyncJournal(vertx, disk.journal(directory));
        final RevocationList list = new RevocationList(100, REMEMBER, now::get, RevocationList.Observer.NONE);
        final RevocationJournal journal = new RevocationJournal(
                list,
                GroupedLog.sealed(writing, "revocations"),
                new ReplayRules(Replays.ALL_TO_PRIMARY, List.of(WEST, EAST), isAdministered),
                observer,
                now::get);

        Life() {
            journal.open().await();
        }

        Future<Void> note(Accepted accepted) {
            return journal.note(
                    journal.reserve(accepted.claims() != null, accepted.token().length())
                            .orElseThrow(),
                    accepted);
        }

        RevocationEntry latest() {
            return journal.overview(1).latest().get(0);
        }

        @Override
        public void close() {
            journal.close().await();
            writing.close().await();
        }
    }

    private static Operation operation(String name, Revokes.What what) {
        return new Operation(
                name,
                OperationClass.SESSION,
                Plane.TOKEN,
                Surface.OAUTH,
                io.sallyport.operation.Replay.ONCE,
                io.sallyport.operation.Flow.PART,
                new Revokes("token", what),
                null,
                null,
                io.sallyport.operation.Hints.NONE,
                false);
    }

    private static Claims claims(@Nullable RegionName region) {
        return new Claims(
                ISSUER,
                "alice-id",
                "app",
                "alice",
                Set.of(),
                Set.of(),
                NOW.plusSeconds(900),
                null,
                NOW.minusSeconds(60),
                NOW.minusSeconds(60),
                "jti",
                "sid",
                region == null ? null : region.value());
    }

    /** alice signs out everywhere, by an access token of that region. */
    private static Accepted everywhere(RegionName at, @Nullable RegionName home) {
        return new Accepted(
                operation("GlobalSignOut", Revokes.What.SUBJECT),
                at,
                new Revocation.OfSubject(ISSUER, "alice-id", NOW),
                "alice's access token of " + home,
                claims(home),
                null,
                true,
                home);
    }

    /** A refresh token is given up. */
    private static Accepted refreshToken(RegionName at, String token, boolean isPublic, @Nullable RegionName home) {
        return new Accepted(
                operation("revoke", Revokes.What.TOKEN),
                at,
                new Revocation.OfToken(TokenMark.of(token)),
                token,
                null,
                "app",
                isPublic,
                home);
    }

    @Test
    void whatWasNotedIsEnforcedAfterARestart() {
        try (Life life = new Life()) {
            life.note(everywhere(WEST, WEST)).await();
            life.note(refreshToken(WEST, "r1", true, null)).await();
            life.journal
                    .order(new Revocation.OfSession(ISSUER, "stolen"))
                    .orElseThrow()
                    .await();
        }
        try (Life next = new Life()) {
            assertThat(next.list.revokes(TokenMark.of("r1"))).isTrue();
            assertThat(next.list.revokes(TokenMark.of("r2"))).isFalse();
            assertThat(next.list.revokes(TokenMark.of("x"), claims(WEST))).isTrue();
            assertThat(next.journal.overview(10).enforced()).isEqualTo(3);
            assertThat(next.journal.overview(10).unverified()).isEqualTo(1);
            assertThat(next.latest().operation()).isEqualTo(RevocationEntry.OPERATOR);
            next.note(refreshToken(WEST, "r3", true, null)).await();
            assertThat(next.latest().id()).isEqualTo(4);
        }
    }

    @Test
    void whatHasEndedIsForgottenOnDiskToo() {
        try (Life life = new Life()) {
            life.note(everywhere(WEST, WEST)).await();
            now.set(NOW.plus(REMEMBER).plusSeconds(1));
            life.note(refreshToken(WEST, "r1", true, null)).await();
            assertThat(life.journal.overview(10).latest()).hasSize(1);
            assertThat(life.journal.wanted()).hasSize(1);
        }
        try (Life next = new Life()) {
            assertThat(next.list.revokes(TokenMark.of("x"), claims(WEST))).isFalse();
            assertThat(next.list.size()).isEqualTo(1);
        }
    }

    @Test
    void aLogThatIsNotLegibleIsRefused() throws Exception {
        try (Life life = new Life()) {
            life.note(everywhere(WEST, WEST)).await();
        }
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            Path log = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(log);
            bytes[bytes.length / 2] ^= 1;
            Files.write(log, bytes);
        }
        AsyncJournal writing = new AsyncJournal(vertx, disk.journal(directory));
        RevocationJournal journal = new RevocationJournal(
                new RevocationList(1, REMEMBER, now::get, RevocationList.Observer.NONE),
                GroupedLog.sealed(writing, "revocations"),
                new ReplayRules(Replays.NONE, List.of(WEST), isAdministered),
                observer,
                now::get);
        Future<Void> opened = journal.open();

        assertThat(opened.transform(done -> Future.succeededFuture(
                                String.valueOf(done.cause().getMessage())))
                        .await())
                .contains("record 1", "altered");
        writing.close().await();
    }

    @Test
    void whatAReplicaAcceptedHasToBeToldToThePrimaryOnce() {
        List<Long> pending = new ArrayList<>();
        try (Life life = new Life()) {
            assertThat(life.journal.replayBy(entry -> pending.add(entry.id()))).isEmpty();
            life.note(everywhere(WEST, WEST)).await();
            assertThat(pending).isEmpty();
            life.note(everywhere(EAST, WEST)).await();
            assertThat(pending).containsExactly(2L);
            assertThat(life.journal.isPendingToPrimary()).isTrue();
        }
        try (Life next = new Life()) {
            RevocationEntry entry =
                    next.journal.replayBy(more -> pending.add(more.id())).get(0);
            assertThat(entry.means())
                    .isEqualTo(new Means("alice's access token of us-west-2", null, NOW.plusSeconds(900)));
            assertThat(entry.username()).isEqualTo("alice");
            assertThat(entry.acceptedAt()).isEqualTo(EAST);
            next.journal.settle(entry.id(), WEST, Replay.done(NOW));
            next.journal.settle(entry.id(), WEST, Replay.done(NOW));
            next.journal.noted().await();
            assertThat(told).containsExactly("replayed 2 to us-west-2");
            assertThat(next.latest().means())
                    .as("the token, when it is needed no more")
                    .isNull();
        }
        try (Life last = new Life()) {
            assertThat(last.journal.isPendingToPrimary()).isFalse();
            assertThat(last.journal.replayBy(more -> {})).isEmpty();
            assertThat(last.list.revokes(TokenMark.of("x"), claims(WEST))).isTrue();
        }
    }

    @Test
    void aSessionThatOnlyAReplicaKnewEndsThereAlone() {
        try (Life life = new Life()) {
            life.note(refreshToken(EAST, "r1", true, EAST)).await();
            assertThat(life.latest().replays()).isEmpty();
            life.note(refreshToken(EAST, "r2", true, null)).await();
            assertThat(life.latest().pending()).containsExactly(WEST);
        }
    }

    @Test
    void whatNoMeansReachIsAnAlarmUntilItIsAcknowledged() {
        try (Life life = new Life()) {
            life.note(refreshToken(EAST, "r1", false, null)).await();
            life.note(everywhere(EAST, EAST)).await();
            assertThat(told)
                    .containsExactly("unreplayable 1 to us-west-2: no_means", "unreplayable 2 to us-west-2: no_means");
            assertThat(life.journal.isPendingToPrimary()).isFalse();
            assertThat(life.journal.unreplayable()).isEqualTo(2);
            assertThat(life.latest().means()).as("a token that is of no use").isNull();

            life.journal.acknowledge(1).orElseThrow().await();
            assertThat(life.journal.acknowledge(1)).isEmpty();
            assertThat(life.journal.acknowledge(99)).isEmpty();
        }
        try (Life next = new Life()) {
            assertThat(next.journal.unreplayable()).isEqualTo(1);
            assertThat(next.journal.find(1).orElseThrow().replays())
                    .extractingByKey(WEST)
                    .extracting(Replay::state)
                    .isEqualTo(Replay.State.ACKNOWLEDGED);
            assertThat(next.list.revokes(TokenMark.of("r1")))
                    .as("enforced here all the same")
                    .isTrue();
        }
    }

    @Test
    void aCredentialThatCameWithARestartTriesAnewWhatNobodyAcknowledged() {
        try (Life life = new Life()) {
            life.note(everywhere(EAST, EAST)).await();
            life.note(refreshToken(EAST, "r1", false, null)).await();
            assertThat(life.journal.unreplayable()).isEqualTo(2);
        }
        isAdministered = Revocation.OfSubject.class::isInstance;
        try (Life next = new Life()) {
            assertThat(next.journal.replayBy(more -> {}))
                    .extracting(RevocationEntry::id)
                    .containsExactly(1L);
            assertThat(next.journal.unreplayable()).isEqualTo(1);
            next.journal.settle(1, WEST, Replay.impossible(NOW, Replay.Reason.GAVE_UP));
            next.journal.acknowledge(1).orElseThrow().await();
        }
        try (Life last = new Life()) {
            assertThat(last.journal.replayBy(more -> {})).isEmpty();
        }
    }

    @Test
    void theGatewaysOwnCredentialNeedsNoToken() {
        isAdministered = Revocation.OfSubject.class::isInstance;
        try (Life life = new Life()) {
            life.note(everywhere(EAST, EAST)).await();
            assertThat(life.latest().pending()).containsExactly(WEST);
            assertThat(life.latest().means()).isNull();

            life.journal
                    .order(new Revocation.OfSubject(ISSUER, "bob-id", NOW))
                    .orElseThrow()
                    .await();
            assertThat(life.latest().pending()).containsExactly(WEST, EAST);
            life.journal
                    .order(new Revocation.OfSession(ISSUER, "sid"))
                    .orElseThrow()
                    .await();
            assertThat(life.latest().replays()).isEmpty();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aLaterSignOutOfTheSameTakesOverWhatTheEarlierHadToDo() {
        try (Life life = new Life()) {
            life.note(everywhere(EAST, WEST)).await();
            life.note(everywhere(EAST, EAST)).await();

            assertThat(life.journal.overview(10).latest()).hasSize(1);
            assertThat(life.latest().id()).isEqualTo(2);
            assertThat(life.latest().pending()).containsExactly(WEST);
            assertThat(life.latest().means()).extracting(Means::token).isEqualTo("alice's access token of us-west-2");
            assertThat(life.journal.find(1)).isEmpty();
        }
        try (Life next = new Life()) {
            assertThat(next.journal.overview(10).latest()).hasSize(1);
            assertThat(next.journal.pending()).isEqualTo(1);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aDiskThatRefusesLeavesItInForceAndLetsNothingMoreIn() {
        try (Life life = new Life()) {
            disk.fill(5);
            Future<Void> noted = life.note(everywhere(EAST, WEST));

            assertThat(noted.transform(done -> Future.succeededFuture(done.failed()))
                            .await())
                    .isTrue();
            assertThat(life.list.revokes(TokenMark.of("x"), claims(WEST))).isTrue();
            assertThat(life.journal.isPendingToPrimary())
                    .as("and it is replayed")
                    .isTrue();
            assertThat(life.journal.reserve(true, 0)).isEmpty();
            assertThat(failed(life.journal
                            .order(new Revocation.OfSession(ISSUER, "stolen"))
                            .orElseThrow()))
                    .as("an operator is heard all the same")
                    .isTrue();
            assertThat(life.list.size()).isEqualTo(2);
            assertThat(life.journal.overview(1).isWritable()).isFalse();
            assertThat(failed(life.journal.noted())).isTrue();

            disk.mend();
            org.awaitility.Awaitility.await()
                    .until(() -> life.journal.reserve(true, 0).isPresent());
            life.journal.noted().await();
        }
        try (Life next = new Life()) {
            assertThat(next.list.revokes(TokenMark.of("x"), claims(WEST))).isTrue();
            assertThat(next.list.size()).isEqualTo(2);
        }
    }

    private static boolean failed(Future<Void> future) {
        return future.transform(done -> Future.succeededFuture(done.failed())).await();
    }

    @Test
    void tokensThatAreKeptForReplaysAreBounded() {
        String large = "x".repeat(Means.LONGEST_TOKEN - 10);
        try (Life life = new Life()) {
            assertThat(life.journal.reserve(false, Means.LONGEST_TOKEN + 1)).isEmpty();
            assertThat(life.journal.reserve(true, Means.LONGEST_TOKEN + 1)).isEmpty();
            assertThat(life.journal.reserve(false, 0)).isPresent();
            life.note(refreshToken(EAST, large, true, null)).await();
            assertThat(life.latest().means()).isNotNull();
        }
    }

    @Test
    void nothingThatIsShownOrLoggedHoldsATokenOrAName() {
        try (Life life = new Life()) {
            life.note(everywhere(EAST, WEST)).await();
            RevocationEntry entry = life.latest();

            assertThat(Stream.of(entry, entry.means(), everywhere(EAST, WEST)).map(Object::toString))
                    .noneMatch(text -> text.contains("alice") || text.contains("token"));
        }
    }

    @Test
    void onDiskNothingIsInPlain() throws Exception {
        try (Life life = new Life()) {
            life.note(everywhere(EAST, WEST)).await();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("alice");
            }
        }
    }

    @Test
    void anExpiredTokensRevocationEndsWithIt() {
        Revocation ofToken = new Revocation.OfTokenId(ISSUER, "jti", NOW.plusSeconds(900));
        Accepted accepted = new Accepted(
                operation("revoke", Revokes.What.TOKEN), EAST, ofToken, "token", claims(null), "app", true, null);
        try (Life life = new Life()) {
            life.note(accepted).await();
            assertThat(life.journal.pending()).isEqualTo(1);

            now.set(NOW.plusSeconds(900).plus(Duration.ofMinutes(5)).plusSeconds(1));
            assertThat(life.journal.find(1)).isEqualTo(Optional.empty());
            assertThat(life.journal.pending()).isZero();
            assertThat(life.journal.isPendingToPrimary()).isFalse();
        }
        assertThat(told).isEmpty();
    }
}
