package io.sallyport.app;

import io.sallyport.failover.RegionName;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.serving.revocation.Replay;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.serving.revocation.RevocationObserver;
import io.sallyport.token.RevocationList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator when no more revocations can be noted, and which cannot be replayed. */
final class RevocationEvents implements RevocationList.Observer, RevocationObserver {

    private static final Logger LOG = LoggerFactory.getLogger("io.sallyport.token");

    private final TokenMeters meters;

    RevocationEvents(TokenMeters meters) {
        this.meters = meters;
    }

    @Override
    public void full(boolean unverified, int most) {
        String consequence = unverified
                ? "no more revocations of unverified tokens are noted; for them the regions' own word must do"
                : "no more revocations are noted: sign-outs are refused";
        LOG.atWarn().addKeyValue("entries", most).log(consequence);
    }

    @Override
    public void replayed(RevocationEntry entry, RegionName region) {
        meters.replay(region.value(), Replay.State.REPLAYED.tag());
        LOG.atInfo()
                .addKeyValue("revocation", entry.id())
                .addKeyValue("region", region.value())
                .log("revocation replayed");
    }

    @Override
    public void unreplayable(RevocationEntry entry, RegionName region, Replay.Reason reason) {
        meters.replay(region.value(), Replay.State.UNREPLAYABLE.tag());
        LOG.atWarn()
                .addKeyValue("revocation", entry.id())
                .addKeyValue("operation", entry.operation())
                .addKeyValue("region", region.value())
                .addKeyValue("reason", reason.tag())
                .log("revocation cannot be replayed: what it revokes may live on at that region; it is enforced here");
    }
}
