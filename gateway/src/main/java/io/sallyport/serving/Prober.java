package io.sallyport.serving;

import io.sallyport.failure.FailureKind;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Probes one plane of one region: every probe of the plane is one round; the round is as good as its worst. */
final class Prober implements Supplier<Future<Optional<FailureKind>>> {

    private final Region region;
    private final List<ProbeSpec> specs;
    private final String clientId;
    private final Duration deadline;
    private final RegionMeters meters;

    Prober(Region region, List<ProbeSpec> specs, String clientId, Duration deadline, RegionMeters meters) {
        this.region = region;
        this.specs = List.copyOf(specs);
        this.clientId = clientId;
        this.deadline = deadline;
        this.meters = meters;
    }

    /** One round; the future never fails. Empty where every probe was good, else the worst failure. */
    @Override
    public Future<Optional<FailureKind>> get() {
        List<Future<Optional<FailureKind>>> probes =
                specs.stream().map(this::probe).toList();
        return Future.join(probes)
                .map(done -> worst(probes.stream()
                        .map(Future::result)
                        .flatMap(Optional::stream)
                        .toList()));
    }

    /** What says most against the region, so that an overload beside a refused connection hides nothing. */
    static Optional<FailureKind> worst(List<FailureKind> failures) {
        return failures.stream().max(Comparator.comparing(kind -> weight(kind.verdict())));
    }

    private static int weight(FailureKind.Verdict verdict) {
        return switch (verdict) {
            case NONE -> 0;
            case SERVER -> 1;
            case CONNECTION -> 2;
        };
    }

    private Future<Optional<FailureKind>> probe(ProbeSpec spec) {
        return region.probe(exchange(spec, clientId), deadline).outcome().map(outcome -> {
            Optional<FailureKind> failure = judge(spec, outcome);
            meters.probe(region.name().value(), spec.name(), failure.isEmpty());
            return failure;
        });
    }

    /** What an outcome says against the plane; empty where it proves it. */
    static Optional<FailureKind> judge(ProbeSpec spec, Outcome outcome) {
        if (outcome.failure() != null || !(outcome instanceof Outcome.Answered answer)) {
            return Optional.ofNullable(outcome.failure());
        }
        boolean isProven = spec.isProvenBy(answer.status(), answer.body().toString(StandardCharsets.UTF_8));
        return isProven ? Optional.empty() : Optional.of(FailureKind.FOREIGN);
    }

    /** The request that a probe is. */
    static Exchange exchange(ProbeSpec spec, String clientId) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        String body = spec.bodyFor(clientId);
        if (spec.contentType() != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, spec.contentType());
        }
        if (spec.target() != null) {
            headers.set("X-Amz-Target", spec.target());
        }
        return new Exchange(
                new Operation(spec.name(), OperationClass.READ, spec.plane(), surface(spec.plane()), Replay.SAFE),
                HttpMethod.valueOf(spec.method()),
                spec.path(),
                headers,
                body == null ? null : Buffer.buffer(body),
                null,
                true);
    }

    /** Each plane's own signs of overload and of foreign answers hold for its probes too. */
    static Surface surface(Plane plane) {
        return switch (plane) {
            case LOGIN -> Surface.PAGE;
            case API -> Surface.API;
            case TOKEN, KEYS -> Surface.OAUTH;
        };
    }
}
