package io.sallyport.admin.api;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Policy;
import io.sallyport.failover.Reason;
import io.sallyport.failover.RegionName;
import io.sallyport.operation.Plane;
import io.sallyport.serving.Snapshot;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.serving.history.OutageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an operator can read, with every part of it there. */
public final class SampleRecords {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static final RegionName PRIMARY = new RegionName("us-west-2");
    private static final RegionName REPLICA = new RegionName("us-east-1");

    private SampleRecords() {}

    /** A state in which everything is under way at once. */
    static Snapshot state() {
        return new Snapshot(
                ControllerState.Name.ON_REPLICA,
                REPLICA,
                NOW,
                25,
                false,
                Policy.Mode.ADVISORY,
                31,
                2,
                10,
                true,
                true,
                List.of(region(PRIMARY, true), region(REPLICA, false)),
                Optional.of(new Snapshot.HoldRow("ada", "an audit", Optional.of(NOW))),
                Optional.of(new Snapshot.DrillRow(REPLICA, 5, 6, "ada", "a test", NOW, NOW, 11, 12, 13)),
                Optional.of(new Snapshot.RecommendationRow(
                        ControllerState.Name.FAILING_BACK, PRIMARY, Reason.RECOVERED, "failback", Optional.of(NOW))),
                Optional.of(outage()));
    }

    private static Snapshot.RegionRow region(RegionName name, boolean isPrimary) {
        Snapshot.PlaneRow plane = new Snapshot.PlaneRow(Plane.TOKEN, true, !isPrimary, isPrimary, "probes", "closed");
        return new Snapshot.RegionRow(name, isPrimary, true, !isPrimary, !isPrimary, 0.25, List.of(plane));
    }

    static DecisionRecord decision(String why) {
        return new DecisionRecord(
                NOW,
                DecisionRecord.Kind.DRILL_ENDED,
                "ada",
                why,
                "on_primary",
                "on_primary",
                "us-east-1",
                5,
                "operator",
                "all good",
                300,
                new DecisionRecord.DrillOutcome(11, 12, 13, 14));
    }

    static OutageRecord outage() {
        return new OutageRecord(
                NOW, NOW, NOW, true, List.of("us-west-2"), "us-east-1", "probes_failed", "seen", 300, 20L, 1, 2, 3, 4);
    }
}
