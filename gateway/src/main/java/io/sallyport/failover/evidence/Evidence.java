package io.sallyport.failover.evidence;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.RegionHealth;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Topology;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All evidence of all regions: the one object that the shell feeds. Not thread-safe; times never go back.
 *
 * <p><b>Suspect self.</b> When every region begins to fail at connection level within 2 s and none answers, it is more likely
 * this gateway that is cut off: the failures of that time are undone, and new ones ignored. The first answer from anywhere
 * ends it; what was sent before that and fails later still says nothing ({@link #silence}). It lasts 5 s at most; then the failures are believed, the planes are lost three probes later, and the controller
 * is in BLACKOUT, where requests go where the last success was. Until then they go on to the serving region, which is nearly
 * always the same one: nothing is switched off either way. An event loop that is late by more than 200 ms blinds it for as
 * long again as it was late, 1 s at most; one that is late all the time for the same 5 s at most.
 */
public final class Evidence {

    /** After a stall, the timeouts that fell due in it all fire at once. */
    private static final long SHORTEST_AFTERMATH_NANOS = 200_000_000L;

    private static final long LONGEST_AFTERMATH_NANOS = 1_000_000_000L;
    private static final long UNTIL_ANSWERED_NANOS = Long.MAX_VALUE / 4;

    private final EvidencePolicy policy;
    private final Map<RegionName, RegionEvidence> regions = new LinkedHashMap<>();
    private final SelfDoubt isolation;
    private final SelfDoubt stall;
    private Silence silence = Silence.NONE;

    /** No evidence yet: nothing is lost, nothing is known. */
    public Evidence(Topology topology, EvidencePolicy policy, long nowNanos) {
        this.policy = policy;
        topology.all().forEach(r -> regions.put(r.name(), new RegionEvidence(r, policy, nowNanos)));
        long limit = policy.doubtLimit().toNanos();
        this.isolation = new SelfDoubt(limit);
        this.stall = new SelfDoubt(limit);
    }

    /** A good probe of a plane: the whole round of it, where several checks make one. */
    public void probeGood(RegionName name, Plane plane, long nowNanos) {
        RegionEvidence region = region(name);
        region.succeeded(plane, nowNanos);
        answered(region, nowNanos);
        region.plane(plane).probeGood(nowNanos);
    }

    /** A failed probe of a plane that was sent just now. */
    public void probeFailed(RegionName name, Plane plane, FailureKind kind, long nowNanos) {
        probeFailed(name, plane, kind, nowNanos, nowNanos);
    }

    /** A failed probe of a plane. A kind that says nothing about the region (overload) is not counted. */
    public void probeFailed(RegionName name, Plane plane, FailureKind kind, long sentNanos, long nowNanos) {
        if (kind.verdict() == FailureKind.Verdict.CONNECTION && silence.covers(sentNanos, nowNanos)) {
            return;
        }
        RegionEvidence region = region(name);
        switch (kind.verdict()) {
            case NONE -> {}
            case SERVER -> answered(region, nowNanos);
            case CONNECTION -> unanswered(region, nowNanos);
        }
        if (!isBlind(nowNanos)) {
            region.plane(plane).probeFailed(kind, nowNanos);
        }
    }

    /** The last time when no region answered; the shell keeps outcomes of requests to itself that were sent into it. */
    public Silence silence() {
        return silence;
    }

    /** A batch of the outcomes of real requests. */
    public void outcomes(RegionName name, Plane plane, Tally batch, long nowNanos) {
        if (batch.requests() == 0) {
            return;
        }
        RegionEvidence region = region(name);
        if (batch.succeeded()) {
            region.succeeded(plane, nowNanos);
        }
        if (batch.answered()) {
            answered(region, nowNanos);
        } else if (batch.connection() > 0) {
            unanswered(region, nowNanos);
        }
        if (!isBlind(nowNanos)) {
            region.count(batch);
            region.plane(plane).outcomes(batch, nowNanos);
        }
    }

    /**
     * A request ended that was in a batch as overdue. It is no second request: what is known now is put right, and only where
     * the window still holds what is to be put right.
     */
    public void ended(RegionName name, Plane plane, Ended request, long nowNanos) {
        RegionEvidence region = region(name);
        if (request.failure().isEmpty()) {
            region.succeeded(plane, nowNanos);
            answered(region, nowNanos);
            return;
        }
        switch (request.verdict()) {
            case NONE -> {}
            case SERVER -> answered(region, nowNanos);
            case CONNECTION -> unanswered(region, nowNanos);
        }
        if (!isBlind(nowNanos) && region.plane(plane).ended(request, nowNanos)) {
            region.countFailure();
        }
    }

    /** The breaker of a plane opened. */
    public void breakerOpened(RegionName name, Plane plane, long nowNanos) {
        if (!isBlind(nowNanos)) {
            region(name).plane(plane).trouble(nowNanos);
        }
    }

    /** How late the event loop ran, at any size; told before the results that came in late. */
    public void loopLate(long lateNanos, long nowNanos) {
        if (lateNanos > policy.loopLate().toNanos()) {
            stall.cause(nowNanos, Math.min(LONGEST_AFTERMATH_NANOS, Math.max(SHORTEST_AFTERMATH_NANOS, lateNanos)));
        }
    }

    /** Judges the windows, and sums everything up. */
    public Assessment assess(long nowNanos) {
        boolean blind = isBlind(nowNanos);
        List<RegionHealth> healths = new ArrayList<>(regions.size());
        for (RegionEvidence region : regions.values()) {
            healths.add(region.assess(blind, isAnotherGood(region, nowNanos), nowNanos));
        }
        return new Assessment(
                healths,
                blind,
                isolation.suspects(nowNanos) || stall.suspects(nowNanos),
                isolation.suspects(nowNanos) ? isolation.sinceNanos() : stall.sinceNanos());
    }

    /**
     * Whether a plane is to be probed fast (every 100 ms) rather than every second: it is suspect, or another region is
     * in trouble and this one was not proven good since, so that a failover need not wait for the proof.
     */
    public boolean probesFast(RegionName name, Plane plane, long nowNanos) {
        RegionEvidence region = region(name);
        PlaneEvidence asked = region.plane(plane);
        return asked.isSuspect()
                || (region.region().needs(plane)
                        && regions.values().stream()
                                .anyMatch(other -> other != region && other.isTroubledSince(asked)));
    }

    private boolean isAnotherGood(RegionEvidence region, long nowNanos) {
        return regions.values().stream()
                .anyMatch(other -> other != region && other.region().active() && other.isProbedGood(nowNanos));
    }

    private void answered(RegionEvidence region, long nowNanos) {
        region.answered();
        if (isolation.suspects(nowNanos)) {
            silence = new Silence(true, nowNanos);
        }
        isolation.end();
    }

    private void unanswered(RegionEvidence region, long nowNanos) {
        region.unanswered(nowNanos);
        if (!haveAllFallenSilentTogether()) {
            return;
        }
        boolean begins = !isolation.suspects(nowNanos);
        isolation.cause(nowNanos, UNTIL_ANSWERED_NANOS);
        if (begins) {
            long first = firstSilence();
            regions.values().forEach(r -> r.forEachPlane(plane -> plane.forgetSince(first)));
        }
    }

    private boolean haveAllFallenSilentTogether() {
        if (regions.size() < 2 || !regions.values().stream().allMatch(RegionEvidence::isSilent)) {
            return false;
        }
        long first = firstSilence();
        return regions.values().stream()
                .allMatch(r -> r.silentNanos() - first <= policy.onsetTogether().toNanos());
    }

    private long firstSilence() {
        long any = regions.values().iterator().next().silentNanos();
        long earliest = regions.values().stream()
                .mapToLong(r -> r.silentNanos() - any)
                .min()
                .orElse(0);
        return any + earliest;
    }

    private boolean isBlind(long nowNanos) {
        return isolation.blinds(nowNanos) || stall.blinds(nowNanos);
    }

    private RegionEvidence region(RegionName name) {
        return Objects.requireNonNull(regions.get(name), () -> "no such region: " + name);
    }
}
