package io.sallyport.testsupport;

import io.sallyport.failover.RegionName;
import io.sallyport.journal.GroupedLog;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Hints;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Replays;
import io.sallyport.operation.Revokes;
import io.sallyport.operation.Surface;
import io.sallyport.serving.revocation.Accepted;
import io.sallyport.serving.revocation.ReplayRules;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.serving.revocation.RevocationObserver;
import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.sallyport.token.TokenMark;
import java.time.InstantSource;
import java.util.List;

/** Journals of revocations for those who want to revoke something and no more. */
public final class Revoking {

    /** A primary and its replica. */
    public static final List<RegionName> REGIONS = List.of(new RegionName("us-west-2"), new RegionName("us-east-1"));

    private Revoking() {}

    /** One that keeps nothing and replays nothing. */
    public static RevocationJournal inMemory(RevocationList list, InstantSource clock) {
        return on(GroupedLog.IN_MEMORY, list, clock);
    }

    /** One that keeps it there, and replays what a replica accepted to the primary, by the token. */
    public static RevocationJournal on(GroupedLog log, RevocationList list, InstantSource clock) {
        return new RevocationJournal(
                list,
                log,
                new ReplayRules(Replays.ALL_TO_PRIMARY, REGIONS, revocation -> false),
                RevocationObserver.NONE,
                clock);
    }

    /** Notes what the replica accepted of a client that showed a secret, which is not kept. */
    public static RevocationEntry unreplayable(RevocationJournal journal) {
        Operation revoke = new Operation(
                "revoke",
                OperationClass.SESSION,
                Plane.TOKEN,
                Surface.OAUTH,
                Replay.ONCE,
                Flow.PART,
                new Revokes("token", Revokes.What.TOKEN),
                null,
                null,
                Hints.NONE,
                false);
        Revocation revocation = new Revocation.OfToken(TokenMark.of("refresh"));
        Accepted accepted = new Accepted(revoke, REGIONS.get(1), revocation, "refresh", null, "app", false, null);
        journal.note(journal.reserve(false, 0).orElseThrow(), accepted).await();
        return journal.overview(1).latest().get(0);
    }
}
