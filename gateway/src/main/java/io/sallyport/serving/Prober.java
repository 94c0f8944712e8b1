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
import java.util.List;
import java.util.Optional;

/** Probes one plane of one region: every probe of the plane is one round; the round is as good as its worst. */
final class Prober {

    private final Region region;
    private final List<ProbeSpec> specs;
    private final String clientId;
    private final Duration deadline;
    private final RegionMeters meters;
    private boolean isUnderWay;

    Prober(Region region, List<ProbeSpec> specs, String clientId, Duration deadline, RegionMeters meters) {
        this.region = region;
        this.specs = List.copyOf(specs);
        this.clientId = clientId;
        this.deadline = deadline;
        this.meters = meters;
    }

    /** Whether a round is on its way; another must wait for it. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    /** One round; the future never fails. Empty where every probe was good, else the first failure. */
    Future<Optional<FailureKind>> round() {
        isUnderWay = true;
        List<Future<Optional<FailureKind>>> probes =
                specs.stream().map(this::probe).toList();
        return Future.join(probes).map(done -> {
            isUnderWay = false;
            return probes.stream().map(Future::result).flatMap(Optional::stream).findFirst();
        });
    }

    private Future<Optional<FailureKind>> probe(ProbeSpec spec) {
        return region.probe(exchange(spec), deadline).outcome().map(outcome -> {
            Optional<FailureKind> failure = judge(spec, outcome);
            meters.probe(region.name().value(), spec.name(), failure.isEmpty());
            return failure;
        });
    }

    private static Optional<FailureKind> judge(ProbeSpec spec, Outcome outcome) {
        if (outcome.failure() != null || !(outcome instanceof Outcome.Answered answer)) {
            return Optional.ofNullable(outcome.failure());
        }
        boolean isProven = spec.isProvenBy(answer.status(), answer.body().toString(StandardCharsets.UTF_8));
        return isProven ? Optional.empty() : Optional.of(FailureKind.FOREIGN);
    }

    private Exchange exchange(ProbeSpec spec) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        String body = spec.bodyFor(clientId);
        if (spec.contentType() != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, spec.contentType());
        }
        if (spec.target() != null) {
            headers.set("X-Amz-Target", spec.target());
        }
        Surface surface = spec.plane() == Plane.LOGIN ? Surface.PAGE : Surface.OAUTH;
        return new Exchange(
                new Operation(spec.name(), OperationClass.READ, spec.plane(), surface, Replay.SAFE),
                HttpMethod.valueOf(spec.method()),
                spec.path(),
                headers,
                body == null ? null : Buffer.buffer(body),
                null,
                true);
    }
}
