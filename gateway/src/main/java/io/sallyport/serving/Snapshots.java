package io.sallyport.serving;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.Controller;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Drill;
import io.sallyport.failover.Input;
import io.sallyport.failover.Overview;
import io.sallyport.failover.PlaneHealth;
import io.sallyport.failover.RegionHealth;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.operation.Plane;
import io.sallyport.serving.Snapshot.DrillRow;
import io.sallyport.serving.Snapshot.HoldRow;
import io.sallyport.serving.Snapshot.PlaneRow;
import io.sallyport.serving.Snapshot.RecommendationRow;
import io.sallyport.serving.Snapshot.RegionRow;
import io.sallyport.serving.history.Chronicle;
import io.sallyport.upstream.Region;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes a snapshot of a controller, which is immutable, at a time. For any thread. */
final class Snapshots {

    private final Map<RegionName, Region> regions;
    private final Chronicle chronicle;
    private final Controller controller;
    private final long nowNanos;
    private final Instant now;

    Snapshots(Map<RegionName, Region> regions, Chronicle chronicle, Controller controller, long nowNanos, Instant now) {
        this.regions = regions;
        this.chronicle = chronicle;
        this.controller = controller;
        this.nowNanos = nowNanos;
        this.now = now;
    }

    Snapshot make() {
        ControllerState state = controller.state();
        ServingView view = controller.view();
        Overview overview = controller.overview(nowNanos);
        return new Snapshot(
                state.name(),
                state.serving(),
                at(state.sinceNanos()),
                state.percentToPrimary(),
                view.writesAllowed(),
                controller.policy().mode(),
                controller.comeback(nowNanos).writeSeconds(),
                overview.transitionsInLastHour(),
                controller.policy().transitionsPerHour(),
                controller.isReplaying(),
                controller.seen().map(Assessment::selfSuspect).orElse(false),
                regions(view),
                overview.hold().map(this::hold),
                overview.drill().flatMap(this::drill),
                overview.recommendation().map(this::recommendation),
                chronicle.outage());
    }

    private Instant at(long nanos) {
        return now.minusNanos(nowNanos - nanos);
    }

    private Optional<Instant> end(Overview.Until<?> of) {
        return of.leftNanos().map(now::plusNanos);
    }

    private HoldRow hold(Overview.Until<Input.Hold> hold) {
        return new HoldRow(hold.what().by(), hold.what().why(), end(hold));
    }

    private RecommendationRow recommendation(Overview.Until<Overview.Advice> advice) {
        Overview.Advice what = advice.what();
        return new RecommendationRow(what.to().name(), what.to().serving(), what.reason(), what.order(), end(advice));
    }

    private Optional<DrillRow> drill(Overview.Until<Drill> drill) {
        Drill what = drill.what();
        Input.Drill order = what.order();
        return controller
                .seen()
                .map(seen -> new DrillRow(
                        what.region(),
                        order.percent(),
                        order.maxFailedPercent(),
                        order.by(),
                        order.why(),
                        at(what.sinceNanos()),
                        at(what.endNanos()),
                        chronicle.drilledFlows(),
                        what.requests(seen.of(what.region())),
                        what.failures(seen.of(what.region()))));
    }

    /** Empty before the first probe round. */
    private List<RegionRow> regions(ServingView view) {
        return controller.seen().map(Assessment::regions).orElse(List.of()).stream()
                .map(health -> region(health, view))
                .toList();
    }

    private RegionRow region(RegionHealth health, ServingView view) {
        RegionName name = health.region().name();
        return new RegionRow(
                name,
                name.equals(view.primary()),
                health.region().active(),
                health.usable(),
                view.publishesHealthy(name),
                health.failedShare(),
                health.planes().entrySet().stream()
                        .map(entry -> plane(health, entry.getKey(), entry.getValue()))
                        .toList());
    }

    private PlaneRow plane(RegionHealth of, Plane plane, PlaneHealth health) {
        Region region = Objects.requireNonNull(regions.get(of.region().name()));
        return new PlaneRow(
                plane,
                of.region().needs(plane),
                !health.lost(),
                health.suspect(),
                health.describe(),
                region.breaker(plane).state().name().toLowerCase(Locale.ROOT));
    }
}
