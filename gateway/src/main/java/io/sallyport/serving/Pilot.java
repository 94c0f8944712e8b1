package io.sallyport.serving;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.Controller;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Decision;
import io.sallyport.failover.Input;
import io.sallyport.failover.Refusal;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Restored;
import io.sallyport.failover.ServingView;
import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.EvidencePolicy;
import io.sallyport.serving.history.Chronicle;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.time.Ticker;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Holds the controller and tells it everything: evidence at every tick, orders, drills that are due. What it decides is
 * written down, acted on and kept. On the controller's event loop alone, but for {@link #controller} and {@link #view}.
 */
final class Pilot {

    private final Serving.Settings settings;
    private final Watch watch;
    private final Effects effects;
    private final Keeping keeping;
    private final Chronicle chronicle;
    private final DrillSchedule schedule;
    private final BooleanSupplier replaying;
    private final Ticker ticker;
    private final Evidence evidence;
    private volatile Controller controller;
    private volatile ServingView view;
    private long lastTick;

    Pilot(
            Serving.Settings settings,
            Watch watch,
            Effects effects,
            Keeping keeping,
            Chronicle chronicle,
            DrillSchedule schedule,
            BooleanSupplier replaying,
            Ticker ticker) {
        this.settings = settings;
        this.watch = watch;
        this.effects = effects;
        this.keeping = keeping;
        this.chronicle = chronicle;
        this.schedule = schedule;
        this.replaying = replaying;
        this.ticker = ticker;
        this.lastTick = ticker.nanos();
        this.evidence = new Evidence(settings.topology(), EvidencePolicy.defaults(), lastTick);
        this.controller = Controller.start(settings.topology(), settings.policy(), Optional.empty(), lastTick);
        this.view = controller.view();
    }

    Controller controller() {
        return controller;
    }

    ServingView view() {
        return view;
    }

    /** Goes on where the gateway was. */
    void begin(Optional<Restored> restored) {
        schedule.recall(chronicle.decisions());
        lastTick = ticker.nanos();
        controller = Controller.start(settings.topology(), settings.policy(), restored, lastTick);
        view = controller.view();
    }

    /** Lateness is told first: what came in late must not count against a region. */
    void tick() {
        long now = ticker.nanos();
        long late = now - lastTick - settings.suspicionInterval().toNanos();
        lastTick = now;
        evidence.loopLate(late, now);
        watch.forEach(plane -> plane.feed(evidence, now));
        Assessment assessment = evidence.assess(now);
        watch.forEach(plane -> plane.judged(assessment));
        RegionName served = controller.state().serving();
        if (replaying.getAsBoolean() != controller.isReplaying()) {
            tell(new Input.Replaying(!controller.isReplaying()), now);
        }
        tell(new Input.Observed(assessment), now);
        effects.publish(assessment, view);
        chronicle.tick(assessment, served, controller.state(), now);
        if (hasStarted()) {
            schedule.due().ifPresent(drill -> drill(drill, now));
        }
    }

    /** Sends the probes that are due. */
    void probe() {
        watch.forEach(plane -> plane.probeIfDue(evidence, lastTick));
    }

    private void drill(Input.Drill due, long now) {
        boolean mayBegin = controller.refusal(due, now).isEmpty();
        if (mayBegin) {
            schedule.begun();
        }
        if (mayBegin || schedule.isUntold()) {
            tell(due, now);
        }
    }

    OrderResult order(Input.Order order) {
        long now = ticker.nanos();
        Optional<Refusal> refusal = controller.refusal(order, now);
        List<DecisionRecord> decided = tell(order, now);
        return refusal.<OrderResult>map(OrderResult.Refused::new).orElseGet(() -> new OrderResult.Accepted(decided));
    }

    private List<DecisionRecord> tell(Input input, long now) {
        Controller.Step step = controller.step(input, now);
        controller = step.next();
        ServingView next = controller.view();
        view = next;
        List<Decision> decisions = step.decisions();
        keeping.keep(controller, decisions.stream().anyMatch(Pilot::isToKeep), now);
        if (decisions.isEmpty()) {
            return List.of();
        }
        String saw = controller.seen().map(Assessment::describe).orElse("");
        List<DecisionRecord> records = decisions.stream()
                .map(decision -> chronicle.decided(decision, saw))
                .toList();
        decisions.forEach(decision -> effects.act(decision, next));
        return records;
    }

    private static boolean isToKeep(Decision decision) {
        return decision instanceof Decision.Transition
                || decision instanceof Decision.Held
                || decision instanceof Decision.Released;
    }

    boolean hasStarted() {
        return controller.state().name() != ControllerState.Name.STARTING;
    }

    /** Ends a drill, keeps where it is; ends when everything is kept or cannot be. */
    Future<Void> stop() {
        long now = ticker.nanos();
        Input.EndDrill end = new Input.EndDrill("gateway", "the gateway stops");
        if (controller.refusal(end, now).isEmpty()) {
            tell(end, now);
        }
        keeping.keep(controller, true, now);
        return Future.join(keeping.settled(), chronicle.close()).mapEmpty();
    }
}
