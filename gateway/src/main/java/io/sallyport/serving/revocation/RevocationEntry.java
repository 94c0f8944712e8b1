package io.sallyport.serving.revocation;

import io.sallyport.failover.RegionName;
import io.sallyport.token.Revocation;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A revocation that was noted.
 *
 * @param id counts up, for this node
 * @param at when
 * @param until until when it is enforced here
 * @param operation what was accepted: an operation of the dialect, or {@link #OPERATOR}
 * @param acceptedAt the region that did; null for an operator's
 * @param isVerified whether the gateway knows by itself what is revoked
 * @param username the subject's name at the provider, where the token told it
 * @param means by what it can be replayed; null where nothing is pending or the gateway's own credential does
 * @param replays what becomes of it at regions that do not learn of it by themselves
 */
public record RevocationEntry(
        long id,
        Instant at,
        Instant until,
        String operation,
        @Nullable RegionName acceptedAt,
        Revocation revocation,
        boolean isVerified,
        @Nullable String username,
        @Nullable Means means,
        Map<RegionName, Replay> replays) {

    /** The operation of what an operator revokes. */
    public static final String OPERATOR = "operator";

    /** Copies the map, in its order. */
    public RevocationEntry {
        replays = Collections.unmodifiableMap(new LinkedHashMap<>(replays));
    }

    /** The regions that have to hear of it. */
    public List<RegionName> pending() {
        return replays.entrySet().stream()
                .filter(replay -> replay.getValue().isPending())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether this region has to hear of it. */
    public boolean isPendingTo(RegionName region) {
        Replay replay = replays.get(region);
        return replay != null && replay.isPending();
    }

    /** Whether an operator should know that it cannot be replayed. */
    boolean isAlarm() {
        return replays.values().stream().anyMatch(Replay::isAlarm);
    }

    /** With what became of it at a region; without the means once nothing is pending. */
    RevocationEntry with(RegionName region, Replay replay) {
        Map<RegionName, Replay> all = new LinkedHashMap<>(replays);
        all.put(region, replay);
        boolean isPending = all.values().stream().anyMatch(Replay::isPending);
        return with(isPending ? means : null, all);
    }

    RevocationEntry withId(long other) {
        return new RevocationEntry(
                other, at, until, operation, acceptedAt, revocation, isVerified, username, means, replays);
    }

    RevocationEntry with(@Nullable Means other, Map<RegionName, Replay> others) {
        return new RevocationEntry(
                id, at, until, operation, acceptedAt, revocation, isVerified, username, other, others);
    }

    /** Names nobody: subjects are personal data and stay out of logs. */
    @Override
    public String toString() {
        return "RevocationEntry[" + id + "]";
    }
}
