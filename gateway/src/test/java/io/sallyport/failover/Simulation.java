package io.sallyport.failover;

import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.EvidencePolicy;
import io.sallyport.operation.Plane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A discrete-event simulation of a gateway between its regions: requests and probes take time and time out, probes run and
 * are told as the shell does it, a tick every 100 ms. Time is virtual and is told from the end of a warm-up. The breakers are left out: they steer attempts and move no region.
 */
final class Simulation {

    static final int TICK = 100;
    private static final int WARM_UP = 10_000;

    /** Something that was decided, in seconds after the mark. */
    record Happened(String what, double seconds) {
        @Override
        public String toString() {
            return what + " at " + seconds;
        }
    }

    private record Event(long at, long number, Runnable what) {}

    private final Topology topology;
    private final Policy policy;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Random random = new Random(42);
    private final Map<RegionName, Weather> weathers = new HashMap<>();
    private final List<Happened> timeline = new ArrayList<>();
    private final Map<String, SimulatedPlane> planes = new LinkedHashMap<>();
    private final SimulatedTraffic traffic = new SimulatedTraffic(this);
    private Evidence evidence;
    private Controller controller;
    private long clock;
    private long mark;
    private long lastTick;
    private long stalledUntil = -1;
    private long scheduled;
    private int life;

    Simulation(Topology topology, Policy policy) {
        this.topology = topology;
        this.policy = policy;
        this.evidence = new Evidence(topology, EvidencePolicy.defaults(), nanos());
        this.controller = Controller.start(topology, policy, Optional.empty(), nanos());
        begin();
    }

    /** A pair with the contract's defaults and that traffic, warm and serving from its primary. */
    static Simulation of(double perSecond, int clients) {
        return new Simulation(World.PAIR, Policy.defaults()).with(perSecond, clients);
    }

    Simulation with(double perSecond, int clients) {
        traffic.start(perSecond, clients);
        run(WARM_UP / 1000.0);
        mark = clock;
        timeline.clear();
        return this;
    }

    private void begin() {
        life++;
        planes.clear();
        for (Region region : topology.all()) {
            region.planes()
                    .forEach(plane ->
                            planes.put(region.name() + "/" + plane, new SimulatedPlane(this, region.name(), plane)));
        }
        lastTick = clock;
        int own = life;
        after(0, () -> tick(own));
    }

    private void tick(int own) {
        if (own != life) {
            return;
        }
        evidence.loopLate((clock - lastTick - TICK) * 1_000_000, nanos());
        lastTick = clock;
        planes.values().forEach(plane -> plane.feed(evidence, nanos()));
        tell(new Input.Observed(evidence.assess(nanos())));
        planes.values().forEach(plane -> plane.probeIfDue(evidence, nanos()));
        after(TICK, () -> tick(own));
    }

    void tell(Input input) {
        Controller.Step step = controller.step(input, nanos());
        controller = step.next();
        step.decisions().stream()
                .map(Simulation::told)
                .forEach(what -> timeline.add(new Happened(what, sinceMark() / 1000.0)));
    }

    private static String told(Decision decision) {
        if (decision instanceof Decision.Transition t) {
            String share = t.to() instanceof FailingBack back ? " " + back.percentToPrimary() : "";
            return t.to().name().tag()
                    + share
                    + (t.to().name() == ControllerState.Name.ON_REPLICA ? " " + t.to().serving() : "");
        }
        if (decision instanceof Decision.DrillEnded ended) {
            return "drill ended " + ended.why();
        }
        return decision.getClass().getSimpleName();
    }

    /** Does something at a time after the mark. */
    Simulation at(double seconds, Runnable what) {
        long at = mark + Math.round(seconds * 1000);
        events.add(new Event(at, scheduled++, what));
        return this;
    }

    Simulation weather(double seconds, RegionName region, Weather weather) {
        return at(seconds, () -> weathers.put(region, weather));
    }

    Simulation fair(double seconds, RegionName region) {
        return at(seconds, () -> weathers.remove(region));
    }

    Simulation order(double seconds, Input.Order order) {
        return at(seconds, () -> tell(order));
    }

    /** The event loop does nothing for so long: what falls due meanwhile comes late. */
    Simulation stall(double seconds, double lasts) {
        return at(seconds, () -> stalledUntil = clock + Math.round(lasts * 1000));
    }

    /** The process ends and begins anew with what it kept. */
    Simulation restart(double seconds, double down) {
        return at(seconds, () -> {
            Restored kept = controller.toRestore(nanos());
            long downMillis = Math.round(down * 1000);
            life++;
            after(downMillis, () -> {
                Restored aged = new Restored(
                        kept.name(),
                        kept.region(),
                        kept.age().plusMillis(downMillis),
                        kept.afterFailback(),
                        kept.holdsFor(),
                        kept.nextStay(),
                        kept.returnOrdered(),
                        kept.hold());
                evidence = new Evidence(topology, EvidencePolicy.defaults(), nanos());
                controller = Controller.start(topology, policy, Optional.of(aged), nanos());
                begin();
            });
        });
    }

    Simulation run(double seconds) {
        long end = mark + Math.round(seconds * 1000);
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.remove();
            clock = Math.max(clock, Math.max(event.at(), stalledUntil));
            event.what().run();
        }
        clock = Math.max(clock, end);
        return this;
    }

    void after(long millis, Runnable what) {
        events.add(new Event(clock + millis, scheduled++, what));
    }

    /** Asks a region, and tells what came of it: a timeout where the answer was there but the event loop was not. */
    void ask(RegionName region, boolean isProbe, Plane plane, int client, int timeout, Consumer<Weather.Answer> then) {
        Weather.Asked asked = new Weather.Asked(isProbe, plane, client, timeout, sinceMark(), random);
        Weather.Answer answer =
                weathers.getOrDefault(region, Weather.fair()).to(asked).within(timeout);
        long begun = clock;
        after(answer.millis(), () -> {
            boolean isLate = clock - begun > timeout;
            then.accept(isLate ? new Weather.Answer(Integer.MAX_VALUE, Optional.empty()).within(timeout) : answer);
        });
    }

    SimulatedPlane plane(RegionName region, Plane plane) {
        return Objects.requireNonNull(planes.get(region + "/" + plane));
    }

    private long sinceMark() {
        return clock - mark;
    }

    long clock() {
        return clock;
    }

    /** An origin close to the overflow: nanoTime may start anywhere. */
    long nanos() {
        return Long.MAX_VALUE - Duration.ofSeconds(30).toNanos() + clock * 1_000_000;
    }

    Random random() {
        return random;
    }

    Controller controller() {
        return controller;
    }

    ServingView view() {
        return controller.view();
    }

    SimulatedTraffic traffic() {
        return traffic;
    }

    /** Everything that was decided since the mark. */
    List<Happened> timeline() {
        return List.copyOf(timeline);
    }
}
