package io.sallyport.serving.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.journal.GroupedLog;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.DialectTable;
import io.sallyport.operation.Operation;
import io.sallyport.operation.TableOptions;
import io.sallyport.serving.revocation.Accepted;
import io.sallyport.serving.revocation.Replay;
import io.sallyport.serving.revocation.ReplayRules;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.serving.revocation.RevocationObserver;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.Claims;
import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMark;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Region;
import io.sallyport.upstream.RegionSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A journal and a replayer before two scripted regions, the second of which accepted everything. Time is virtual, ticks are not. */
final class ReplayGround implements AutoCloseable {

    static final RegionName WEST = new RegionName("us-west-2");
    static final RegionName EAST = new RegionName("us-east-1");
    static final int TRIES = 3;

    final Vertx vertx = Vertx.vertx();
    final ScriptedRegion west = new ScriptedRegion(vertx);
    final ScriptedRegion east = new ScriptedRegion(vertx);
    final Map<RegionName, Region> regions = new LinkedHashMap<>();
    private volatile Instant now = SampleClaims.NOW;
    final AtomicLong nanos = new AtomicLong();
    final AtomicReference<ServingView> view =
            new AtomicReference<>(view(ControllerState.Name.ON_REPLICA, List.of(EAST)));
    final RevocationJournal journal;
    private final Replayer replayer;

    ReplayGround(Administrator administrator) {
        region(WEST, west);
        region(EAST, east);
        west.answer(200, "", "");
        journal = new RevocationJournal(
                new RevocationList(1_000, Duration.ofDays(30), () -> now, RevocationList.Observer.NONE),
                GroupedLog.IN_MEMORY,
                new ReplayRules(cognito().replays(), List.of(WEST, EAST), administrator::carries),
                RevocationObserver.NONE,
                () -> now);
        replayer = new Replayer(
                vertx,
                new Replayer.Settings(TRIES, Duration.ofSeconds(5)),
                journal,
                view::get,
                cognito(),
                regions,
                administrator,
                nanos::get,
                () -> now,
                new SplittableRandom(1));
    }

    void start() {
        replayer.start();
    }

    private void region(RegionName name, ScriptedRegion scripted) {
        Endpoint endpoint = Endpoint.of(URI.create(scripted.url()));
        RegionSettings settings = new RegionSettings(
                name,
                endpoint,
                endpoint,
                endpoint,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                64,
                "http://id.example.com");
        regions.put(name, new Region(vertx, settings, 65_536, (region, plane, state) -> {}));
    }

    private static final TableOptions POOL = TableOptions.NONE.with(Map.of("pool", "us-west-2_pool"));

    static Dialect cognito() {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream("cognito.yaml"))) {
            return DialectTable.parse(new String(table.readAllBytes(), StandardCharsets.UTF_8), POOL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServingView view(ControllerState.Name state, List<RegionName> usable) {
        return new ServingView(state, WEST, EAST, 0, usable, usable, Set.of(), false, 0);
    }

    /** The primary is back. */
    void heal() {
        view.set(view(ControllerState.Name.ON_REPLICA, List.of(WEST, EAST)));
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        now = now.plus(time);
    }

    /** A refresh token of the public client {@code app} is given up at the replica. */
    RevocationEntry revoke(String token) {
        Operation revoke = operation("revoke");
        return noted(new Accepted(
                revoke, EAST, new Revocation.OfToken(TokenMark.of(token)), token, null, "app", true, null));
    }

    RevocationEntry revokeByCall(String token) {
        return noted(new Accepted(
                operation("RevokeToken"),
                EAST,
                new Revocation.OfToken(TokenMark.of(token)),
                token,
                null,
                "app",
                true,
                null));
    }

    /** alice signs out everywhere at the replica. */
    RevocationEntry signOut(String token, @Nullable RegionName home) {
        return noted(new Accepted(
                operation("GlobalSignOut"),
                EAST,
                new Revocation.OfSubject(SampleClaims.ISSUER, "alice-id", now),
                token,
                claims(),
                null,
                true,
                home));
    }

    private Claims claims() {
        Instant at = now;
        return new Claims(
                SampleClaims.ISSUER,
                "alice-id",
                "app",
                "alice",
                Set.of(),
                Set.of(),
                at.plusSeconds(900),
                null,
                at,
                at,
                "jti",
                "sid",
                null);
    }

    private RevocationEntry noted(Accepted accepted) {
        journal.note(
                        journal.reserve(
                                        accepted.claims() != null,
                                        accepted.token().length())
                                .orElseThrow(),
                        accepted)
                .await();
        return journal.overview(1).latest().get(0);
    }

    private static Operation operation(String name) {
        return cognito().operations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether an attempt at the primary is under way. */
    boolean isAsking() {
        return Objects.requireNonNull(regions.get(WEST)).inFlight() > 0;
    }

    Replay replay(RevocationEntry entry) {
        return Objects.requireNonNull(
                journal.find(entry.id()).orElseThrow().replays().get(WEST));
    }

    void awaitState(RevocationEntry entry, Replay.State state) {
        Awaitility.await().untilAsserted(() -> assertThat(replay(entry).state()).isEqualTo(state));
    }

    void awaitCalls(int count) {
        Awaitility.await().untilAsserted(() -> assertThat(west.calls()).hasSize(count));
    }

    @Override
    public void close() {
        replayer.close().await();
        regions.values().forEach(region -> region.close().await());
        vertx.close().await();
    }
}
