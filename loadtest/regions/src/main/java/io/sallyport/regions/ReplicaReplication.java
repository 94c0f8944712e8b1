package io.sallyport.regions;

import io.sallyport.regions.log.Journal;
import io.sallyport.regions.log.LogFollower;
import java.io.IOException;

/** The replica's end of the primary's log, and its own log beside it. */
record ReplicaReplication(LogFollower follower, Journal own) implements Replication {

    @Override
    public void poll() throws IOException {
        own.followKey();
        follower.poll();
    }

    @Override
    public void lag(long millis) {
        follower.lag(millis);
    }

    @Override
    public long lag() {
        return follower.lag();
    }

    @Override
    public long behind() {
        return follower.behindMillis();
    }

    @Override
    public long records() {
        return follower.applied();
    }

    @Override
    public void close() throws IOException {
        follower.close();
        own.close();
    }
}
