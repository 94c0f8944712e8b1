package io.sallyport.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Region;
import io.sallyport.upstream.RegionSettings;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmthTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final RegionName INACTIVE = new RegionName("eu-west-1");
    private static final ProbeSpec TOKEN = new ProbeSpec(
            "refresh",
            Plane.TOKEN,
            "POST",
            "/warm",
            null,
            null,
            "client_id=${clientId}",
            Set.of(400),
            Set.of("invalid_grant"));
    private static final ProbeSpec LOGIN =
            new ProbeSpec("login", Plane.LOGIN, "GET", "/login", null, null, null, Set.of(200), Set.of());

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedRegion west = new ScriptedRegion(vertx);
    private final ScriptedRegion east = new ScriptedRegion(vertx);
    private final ScriptedRegion inactive = new ScriptedRegion(vertx);
    private final Region eastRegion = region(EAST, east);
    private volatile ServingView view = view(WEST, WEST, EAST);
    private final Warmth warmth = new Warmth(
            vertx,
            new Warmth.Settings(Duration.ofMillis(50), Duration.ofSeconds(10), "app"),
            () -> view,
            List.of(region(WEST, west), eastRegion, region(INACTIVE, inactive)),
            List.of(LOGIN, TOKEN));

    @AfterEach
    void close() {
        warmth.close().await();
        vertx.close().await();
    }

    private Region region(RegionName name, ScriptedRegion scripted) {
        Endpoint endpoint = Endpoint.of(URI.create(scripted.url()));
        return new Region(
                vertx,
                new RegionSettings(
                        name,
                        endpoint,
                        endpoint,
                        null,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        16,
                        "https://id.example.com"),
                1024,
                (region, plane, state) -> {});
    }

    private static ServingView view(RegionName serving, RegionName... usable) {
        return new ServingView(
                ControllerState.Name.ON_PRIMARY, WEST, serving, 0, List.of(usable), List.of(), Set.of(), true, 0);
    }

    @Test
    void aFewConnectionsOfTheSpareRegionAreKeptAndNoOthers() {
        warmth.start();

        await().until(() -> east.calls().size() >= 10 * Warmth.CONNECTIONS);

        assertThat(east.connections()).isEqualTo(Warmth.CONNECTIONS);
        assertThat(east.calls()).allSatisfy(call -> {
            assertThat(call.head()).startsWith("POST /warm ");
            assertThat(call.body()).isEqualTo("client_id=app");
        });
        assertThat(west.connections()).isZero();
        assertThat(inactive.connections()).isZero();
    }

    @Test
    void aRequestFindsAConnection() {
        warmth.start();
        await().until(() -> east.calls().size() >= Warmth.CONNECTIONS);
        warmth.close().await();
        await().until(() -> eastRegion.inFlight() == 0);
        Operation refresh = new Operation("refresh", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE);

        eastRegion
                .attempt(
                        new Exchange(
                                refresh, HttpMethod.POST, "/", MultiMap.caseInsensitiveMultiMap(), null, null, true),
                        Duration.ofSeconds(10))
                .outcome()
                .await();

        assertThat(east.connections()).isEqualTo(Warmth.CONNECTIONS);
    }

    @Test
    void whoServesChanges() {
        warmth.start();
        await().until(() -> east.calls().size() >= Warmth.CONNECTIONS);

        view = view(EAST, WEST, EAST);

        await().until(() -> west.calls().size() >= Warmth.CONNECTIONS);
    }

    @Test
    void whatItSeesIsNoEvidence() {
        east.script(ScriptedRegion.Call::reset);
        warmth.start();

        await().until(() -> east.calls().size() >= 20);

        assertThat(eastRegion.breaker(Plane.TOKEN).isClosed()).isTrue();
    }
}
