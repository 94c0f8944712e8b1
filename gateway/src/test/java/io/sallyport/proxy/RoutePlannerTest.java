package io.sallyport.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.proxy.Binding.Tie;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Region;
import io.sallyport.upstream.RegionSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutePlannerTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final Operation TOKEN =
            new Operation("token", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE, Flow.ALONE);
    private static final Operation REFRESH =
            new Operation("refresh", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE);
    private static final Operation CODE =
            new Operation("code", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.ONCE);
    private static final Operation WRITE =
            new Operation("SignUp", OperationClass.WRITE, Plane.API, Surface.API, Replay.ONCE);

    private final Vertx vertx = Vertx.vertx();
    private final Region west = region(WEST);
    private final Region east = region(EAST);
    private final RoutePlanner planner = new RoutePlanner(Map.of(WEST, west, EAST, east));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Region region(RegionName name) {
        Endpoint endpoint = Endpoint.of(URI.create("http://127.0.0.1:1"));
        return new Region(
                vertx,
                new RegionSettings(
                        name,
                        endpoint,
                        endpoint,
                        null,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(10),
                        1,
                        "https://id.example.com"),
                1024,
                (region, plane, state) -> {});
    }

    private static ServingView view(Name state, RegionName serving, int percent, List<RegionName> retry) {
        return new ServingView(
                state, WEST, serving, percent, List.of(WEST, EAST), retry, Set.of(), state == Name.ON_PRIMARY, 0);
    }

    @ParameterizedTest
    @EnumSource
    void aWriteGoesToThePrimaryOnPrimaryAndNowhereElse(Name state) {
        RoutePlan plan = planner.plan(WRITE, view(state, EAST, 50, List.of(WEST, EAST)), 1);

        assertThat(plan)
                .isEqualTo(state == Name.ON_PRIMARY ? new RoutePlan.Go(west, false) : new RoutePlan.RefuseWrite());
    }

    @Test
    void aWriteIsRefusedWhileThePrimarysBreakerIsOpen() {
        west.breaker(Plane.API).open();

        assertThat(planner.plan(WRITE, view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST)), 1))
                .isEqualTo(new RoutePlan.RefuseWrite());
    }

    @Test
    void anAdministratorsWriteIsAWrite() {
        Operation admin =
                new Operation("AdminCreateUser", OperationClass.ADMIN_WRITE, Plane.API, Surface.API, Replay.ONCE);

        assertThat(planner.plan(admin, view(Name.ON_REPLICA, EAST, 0, List.of(WEST, EAST)), 1))
                .isEqualTo(new RoutePlan.RefuseWrite());
    }

    @Test
    void aRequestGoesToWhoServesAndMayMove() {
        assertThat(planner.plan(TOKEN, view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST)), 1))
                .isEqualTo(new RoutePlan.Go(west, true));
        assertThat(planner.plan(CODE, view(Name.ON_REPLICA, EAST, 0, List.of(WEST, EAST)), 1))
                .isEqualTo(new RoutePlan.Go(east, true));
    }

    @Test
    void aSignOutMayNotMove() {
        Operation signOut = new Operation("revoke", OperationClass.SESSION, Plane.TOKEN, Surface.OAUTH, Replay.ONCE);

        assertThat(planner.plan(signOut, view(Name.ON_REPLICA, EAST, 0, List.of(WEST, EAST)), 1))
                .isEqualTo(new RoutePlan.Go(east, false));
    }

    @Test
    void aPlanIsMadeOnce() {
        ServingView view = view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST));

        assertThat(planner.plan(TOKEN, view, 1)).isSameAs(planner.plan(CODE, view, 2));
    }

    @Test
    void aRegionWithManyFailuresIsAnotherWayButNoHealthyOne() {
        ServingView view = view(Name.ON_PRIMARY, WEST, 0, List.of(WEST));

        assertThat(planner.healthyOther(view, WEST, Plane.TOKEN)).isNull();
        assertThat(planner.strainedOther(view, WEST, Plane.TOKEN)).isSameAs(east);
    }

    @Test
    void aRegionWithAnOpenBreakerIsNoOtherWay() {
        ServingView view = view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST));
        assertThat(planner.healthyOther(view, WEST, Plane.TOKEN)).isSameAs(east);
        assertThat(planner.healthyOther(view, EAST, Plane.TOKEN)).isSameAs(west);

        east.breaker(Plane.TOKEN).open();

        assertThat(planner.healthyOther(view, WEST, Plane.TOKEN)).isNull();
        assertThat(planner.strainedOther(view, WEST, Plane.TOKEN)).isNull();
    }

    @Test
    void anOpenBreakerTurnsTheOrderAndNeverShutsBothWays() {
        ServingView view = view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST));
        west.breaker(Plane.TOKEN).open();
        assertThat(planner.plan(TOKEN, view, 1)).isEqualTo(new RoutePlan.Go(east, true));

        east.breaker(Plane.TOKEN).open();
        assertThat(planner.plan(TOKEN, view, 1)).isEqualTo(new RoutePlan.Go(west, true));
    }

    @Test
    void aBreakerOfAnotherPlaneDoesNotMatter() {
        west.breaker(Plane.LOGIN).open();

        assertThat(planner.plan(TOKEN, view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST)), 1))
                .isEqualTo(new RoutePlan.Go(west, true));
    }

    @Test
    void aFailbacksShareIsOfNewFlowsAlone() {
        ServingView view = view(Name.FAILING_BACK, EAST, 25, List.of(WEST, EAST));

        long toPrimary = IntStream.range(0, 10_000)
                .filter(flow -> planner.plan(TOKEN, view, flow).equals(new RoutePlan.Go(west, true)))
                .count();

        assertThat(toPrimary).isBetween(2_200L, 2_800L);
        for (Operation partOfAFlow : List.of(CODE, REFRESH)) {
            assertThat(IntStream.range(0, 100).mapToObj(flow -> planner.plan(partOfAFlow, view, flow)))
                    .containsOnly(new RoutePlan.Go(east, true));
        }
    }

    @Test
    void aDrillsShareIsOfNewFlowsAloneAndCounted() {
        ServingView view = new ServingView(
                Name.ON_PRIMARY,
                WEST,
                WEST,
                0,
                List.of(WEST, EAST),
                List.of(WEST, EAST),
                Set.of(),
                true,
                0,
                Optional.of(new ServingView.Share(EAST, 20)));
        AtomicInteger drilled = new AtomicInteger();
        RoutePlanner counting = new RoutePlanner(Map.of(WEST, west, EAST, east), drilled::incrementAndGet);

        long toReplica = IntStream.range(0, 10_000)
                .filter(flow -> counting.plan(TOKEN, view, flow).equals(new RoutePlan.Go(east, true)))
                .count();

        assertThat(toReplica).isBetween(1_800L, 2_200L).isEqualTo(drilled.get());
        for (Operation partOfAFlow : List.of(CODE, REFRESH)) {
            assertThat(IntStream.range(0, 100).mapToObj(flow -> counting.plan(partOfAFlow, view, flow)))
                    .containsOnly(new RoutePlan.Go(west, true));
        }
        assertThat(IntStream.range(0, 100).mapToObj(flow -> counting.plan(WRITE, view, flow)))
                .containsOnly(new RoutePlan.Go(west, false));
        assertThat(drilled.get()).isEqualTo((int) toReplica);
    }

    private static ServingView lost(RegionName region) {
        List<RegionName> other = List.of(region.equals(WEST) ? EAST : WEST);
        return new ServingView(Name.ON_PRIMARY, WEST, other.get(0), 0, other, other, Set.of(), true, 0);
    }

    @Test
    void whatOneRegionAloneKnowsIsTriedThereEvenThroughAnOpenBreaker() {
        east.breaker(Plane.TOKEN).open();
        Binding binding = new Binding(EAST, Tie.ALONE);

        assertThat(planner.plan(CODE, view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST)), 1, binding))
                .isEqualTo(new RoutePlan.Go(east, false));
        assertThat(planner.plan(CODE, lost(EAST), 1, binding)).isEqualTo(new RoutePlan.Go(east, false));
        assertThat(planner.plan(REFRESH, view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST)), 1, binding))
                .isEqualTo(new RoutePlan.Go(east, false));
        assertThat(planner.plan(REFRESH, lost(EAST), 1, binding)).isEqualTo(new RoutePlan.Go(east, false));
    }

    @Test
    void aSessionOfALostRegionMayEndAtTheOther() {
        assertThat(planner.plan(REFRESH, lost(EAST), 1, new Binding(EAST, Tie.FIRST)))
                .isEqualTo(new RoutePlan.Go(east, true, true));
    }

    private static final Operation PAGE =
            new Operation("login", OperationClass.SIGN_IN, Plane.LOGIN, Surface.PAGE, Replay.ONCE, Flow.PART);

    @Test
    void aLoginBeginsWhereItIsBetterWhileThatWorks() {
        Binding binding = new Binding(EAST, Tie.BETTER);

        assertThat(planner.plan(PAGE, view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST)), 1, binding))
                .isEqualTo(new RoutePlan.Go(east, true, true));
        assertThat(planner.plan(PAGE, lost(EAST), 1, binding)).isEqualTo(new RoutePlan.Go(east, true, true));
        east.breaker(Plane.LOGIN).open();
        assertThat(planner.plan(PAGE, lost(EAST), 1, binding)).isEqualTo(new RoutePlan.Go(west, true));
    }

    @Test
    void aLoginThatBeganIsShownToNoOtherRegionThoughItsOwnIsLost() {
        Binding binding = new Binding(EAST, Tie.BEGUN);
        RoutePlan.Go begun = new RoutePlan.Go(east, false, true, true);

        assertThat(planner.plan(PAGE, view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST)), 1, binding))
                .isEqualTo(begun);
        east.breaker(Plane.LOGIN).open();
        assertThat(planner.plan(PAGE, lost(EAST), 1, binding)).isEqualTo(begun);
    }

    @Test
    void aLostLoginBeginsAnewAtAHealthyRegionOrNowhere() {
        assertThat(planner.elsewhere(lost(EAST), EAST, Plane.LOGIN)).isEqualTo(WEST);
        assertThat(planner.elsewhere(lost(EAST), WEST, Plane.LOGIN)).isNull();
        west.breaker(Plane.LOGIN).open();
        assertThat(planner.elsewhere(lost(EAST), EAST, Plane.LOGIN)).isNull();
    }

    @Test
    void aWriteIsBoundToThePrimaryAlone() {
        assertThat(planner.plan(
                        WRITE, view(Name.ON_PRIMARY, WEST, 0, List.of(WEST, EAST)), 1, new Binding(EAST, Tie.ALONE)))
                .isEqualTo(new RoutePlan.Go(west, false));
        assertThat(planner.plan(
                        WRITE, view(Name.ON_REPLICA, EAST, 0, List.of(WEST, EAST)), 1, new Binding(EAST, Tie.ALONE)))
                .isEqualTo(new RoutePlan.RefuseWrite());
    }

    @ParameterizedTest
    @EnumSource
    void aSignOutThatNamesItsRegionGoesThereOrNowhere(Replay replay) {
        Operation signOut = new Operation("revoke", OperationClass.SESSION, Plane.TOKEN, Surface.OAUTH, replay);
        west.breaker(Plane.TOKEN).open();

        assertThat(planner.plan(signOut, lost(WEST), 1, new Binding(WEST, Tie.ALONE)))
                .isEqualTo(new RoutePlan.Go(west, false));
    }
}
