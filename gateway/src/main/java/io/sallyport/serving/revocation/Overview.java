package io.sallyport.serving.revocation;

import io.sallyport.failover.RegionName;
import java.util.List;
import java.util.Map;

/**
 * What an operator sees.
 *
 * @param enforced how many revocations are enforced here
 * @param unverified how many of them are of tokens that nobody could verify
 * @param isWritable whether more can be noted for good
 * @param pending how many replays are pending, by region
 * @param unreplayable how many revocations cannot be replayed and are not acknowledged
 * @param latest the newest first
 */
public record Overview(
        int enforced,
        int unverified,
        boolean isWritable,
        Map<RegionName, Integer> pending,
        int unreplayable,
        List<RevocationEntry> latest) {

    /** Copies its collections. */
    public Overview {
        pending = Map.copyOf(pending);
        latest = List.copyOf(latest);
    }
}
