package io.sallyport.regions;

import io.sallyport.regions.RegionState.Writer;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.log.Journal;
import io.sallyport.regions.log.LogFollower;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.Outbox;
import io.sallyport.regions.signin.Passwords;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.signin.Srp;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;

/** A region's state and its end of the log, made together. Blocks: make it on a worker. */
record RegionParts(RegionState state, Replication replication) {

    /** The region that writes the log. */
    static RegionParts primary(RegionIdentity identity, Ground ground, TwinOptions options)
            throws IOException, GeneralSecurityException {
        Directory directory = new Directory();
        Journal journal = Journal.primary(
                ground.log(),
                ground.key(),
                directory,
                identity.clock().right(),
                options.extras().durable());
        identity.publishKeys(directory, journal);
        Passwords passwords = passwords(identity, options);
        if (options.demoData() && directory.isEmpty()) {
            DemoData.load(journal, passwords);
        }
        Outbox outbox = new Outbox();
        RegionState state = new RegionState(
                identity,
                directory,
                journal,
                new Credentials(directory, passwords, identity.clock(), true),
                Optional.of(new Writer(new Registration(directory, journal, passwords, outbox), journal)),
                outbox);
        return new RegionParts(state, new PrimaryReplication(journal));
    }

    /** A region that follows the log. The first time it starts it knows at once all that is in it. */
    static RegionParts replica(RegionIdentity identity, Ground ground, TwinOptions options)
            throws IOException, GeneralSecurityException {
        if (Files.notExists(ground.log())) {
            throw new IOException("there is no log " + ground.log() + ": the primary makes it when it first starts");
        }
        Directory directory = new Directory();
        InstantSource clock = identity.clock().right();
        LogFollower follower = new LogFollower(
                ground.log(), ground.key(), directory, clock, options.lag().toMillis());
        boolean isNew = Files.notExists(ground.ownLog(identity.name()));
        Journal own;
        try {
            own = Journal.replica(
                    ground.ownLog(identity.name()),
                    ground.key(),
                    directory,
                    clock,
                    options.extras().durable(),
                    follower);
            if (isNew) {
                follower.catchUp();
            } else {
                follower.poll();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            follower.close();
            throw unusable;
        }
        identity.publishKeys(directory, own);
        RegionState state = new RegionState(
                identity,
                directory,
                own,
                new Credentials(directory, passwords(identity, options), identity.clock(), false),
                Optional.empty(),
                new Outbox());
        return new RegionParts(state, new ReplicaReplication(follower, own));
    }

    private static Passwords passwords(RegionIdentity identity, TwinOptions options) {
        return new Passwords(options.hashCost(), new Srp(identity.pool().name()));
    }
}
