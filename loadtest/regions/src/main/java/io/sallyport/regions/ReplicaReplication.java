package io.sallyport.regions;

import io.sallyport.regions.log.LogFollower;
import java.io.IOException;

/** The replica's end of the log. */
record ReplicaReplication(LogFollower follower) implements Replication {

    @Override
    public void poll() throws IOException {
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
    public long records() {
        return follower.applied();
    }

    @Override
    public void close() throws IOException {
        follower.close();
    }
}
