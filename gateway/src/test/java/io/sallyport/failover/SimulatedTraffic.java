package io.sallyport.failover;

import io.sallyport.failover.evidence.Ended;
import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import java.util.Optional;

/**
 * Requests at a steady rate: half sign in, half at the token endpoint; half may be repeated. One that failed goes on to
 * another region where it may, once.
 */
final class SimulatedTraffic {

    private static final int SAFE_TIMEOUT = 2_000;
    private static final int LONG_TIMEOUT = 10_000;
    private static final int OPERATIONS = 3;

    private record Request(Plane plane, int operation, int client, boolean isSafe, int timeout) {
        int slowAfter() {
            return plane == Plane.LOGIN ? 3_000 : 1_500;
        }
    }

    private final Simulation simulation;
    private double interval;
    private int clients;
    private int succeededElsewhere;
    private int failed;

    SimulatedTraffic(Simulation simulation) {
        this.simulation = simulation;
    }

    void start(double perSecond, int distinctClients) {
        clients = distinctClients;
        interval = 1000 / perSecond;
        simulation.after(0, () -> arrive(0));
    }

    private void arrive(double carry) {
        boolean isSafe = simulation.random().nextBoolean();
        Plane plane = simulation.random().nextBoolean() ? Plane.TOKEN : Plane.LOGIN;
        Request request = new Request(
                plane,
                simulation.random().nextInt(OPERATIONS),
                simulation.random().nextInt(clients),
                isSafe,
                isSafe ? SAFE_TIMEOUT : LONG_TIMEOUT);
        RegionName region =
                simulation.view().regionForNewFlow(simulation.random().nextInt());
        attempt(request, region, true);
        double next = interval + carry;
        simulation.after((long) next, () -> arrive(next % 1));
    }

    private void attempt(Request request, RegionName region, boolean isFirst) {
        Waiting waiting = new Waiting(request, region);
        simulation.after(request.slowAfter(), waiting::overdue);
        simulation.ask(region, false, request.plane(), request.client(), request.timeout(), answer -> {
            waiting.ended(answer);
            if (answer.failure().isEmpty()) {
                succeededElsewhere += isFirst ? 0 : 1;
                return;
            }
            Optional<RegionName> other =
                    isFirst ? other(request, answer.failure().get(), region) : Optional.empty();
            other.ifPresentOrElse(next -> attempt(request, next, false), () -> failed++);
        });
    }

    /** What was never sent may always go on. */
    private Optional<RegionName> other(Request request, FailureKind failure, RegionName not) {
        boolean isUnsent = failure == FailureKind.REFUSED || failure == FailureKind.UNREACHABLE;
        return request.isSafe() || isUnsent
                ? simulation.view().retryTargets().stream()
                        .filter(name -> !name.equals(not))
                        .findFirst()
                : Optional.empty();
    }

    /** An attempt under way, told as the shell does it: overdue at once, what became of it at its end. */
    private final class Waiting {
        private final Request request;
        private final SimulatedPlane plane;
        private final long sent = simulation.nanos();
        private boolean isOver;
        private boolean isOverdue;

        Waiting(Request request, RegionName region) {
            this.request = request;
            this.plane = simulation.plane(region, request.plane());
        }

        void overdue() {
            if (!isOver) {
                isOverdue = true;
                plane.observe(Tally.overdue(request.operation(), request.client()), sent);
            }
        }

        void ended(Weather.Answer answer) {
            isOver = true;
            if (isOverdue) {
                long overdue = sent + request.slowAfter() * 1_000_000L;
                plane.ended(new Ended(answer.failure(), request.operation(), request.client(), overdue), sent);
                return;
            }
            plane.observe(
                    answer.failure()
                            .map(kind -> Tally.failed(kind, request.operation(), request.client()))
                            .orElse(Tally.ok(request.client())),
                    sent);
        }
    }

    /** Requests that another region answered within the same request. */
    int succeededElsewhere() {
        return succeededElsewhere;
    }

    /** Requests that no region answered. */
    int failed() {
        return failed;
    }
}
