package io.sallyport.regions;

import io.sallyport.regions.RegionState.RegionIdentity;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.DirectoryEvent.SigningKeyPublished;
import io.sallyport.regions.log.LogFollower;
import io.sallyport.regions.log.LogKey;
import io.sallyport.regions.log.PrimaryJournal;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.Outbox;
import io.sallyport.regions.signin.PasswordHashes;
import io.sallyport.regions.signin.Registration;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** A region's state and its end of the log, made together. Blocks: make it on a worker. */
record RegionParts(RegionState state, Replication replication) {

    /** The region that writes {@code log}. */
    static RegionParts primary(RegionIdentity identity, Path log, LogKey key, int hashCost, boolean demoData)
            throws IOException, GeneralSecurityException {
        Directory directory = new Directory();
        PrimaryJournal journal = PrimaryJournal.open(log, key, directory, identity.clock());
        PasswordHashes hashes = new PasswordHashes(hashCost);
        for (SigningKeyPublished published : identity.published()) {
            if (!directory.publishedKeys().contains(published)) {
                journal.record(published);
            }
        }
        if (demoData && directory.isEmpty()) {
            DemoData.load(journal, hashes);
        }
        Outbox outbox = new Outbox();
        RegionState state = new RegionState(
                identity,
                directory,
                journal,
                new Credentials(directory, hashes, identity.clock(), true),
                Optional.of(new Registration(directory, journal, hashes, outbox)),
                outbox);
        return new RegionParts(state, new PrimaryReplication(journal));
    }

    /** A region that follows {@code log}; it starts knowing all that is in it. */
    static RegionParts replica(RegionIdentity identity, Path log, LogKey key, int hashCost, long lagMillis)
            throws IOException {
        Directory directory = new Directory();
        LogFollower follower = new LogFollower(log, key, directory, identity.clock(), lagMillis);
        follower.catchUp();
        // Its own keys and sessions are its own knowledge: they are never written to the log.
        identity.published().forEach(directory::fold);
        RegionState state = new RegionState(
                identity,
                directory,
                directory::fold,
                new Credentials(directory, new PasswordHashes(hashCost), identity.clock(), false),
                Optional.empty(),
                new Outbox());
        return new RegionParts(state, new ReplicaReplication(follower));
    }
}
