package io.sallyport.app;

import io.sallyport.config.RevocationReplay;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Secret;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.GroupedLog;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.operation.Dialect;
import io.sallyport.serving.replay.Administrator;
import io.sallyport.serving.replay.AwsSdk;
import io.sallyport.serving.replay.CognitoAdministrator;
import io.sallyport.serving.replay.KeycloakAdministrator;
import io.sallyport.serving.replay.Replayer;
import io.sallyport.serving.revocation.ReplayRules;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.time.Ticker;
import io.sallyport.time.Wall;
import io.sallyport.token.RevocationList;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Revocations: enforced, kept, and replayed, put together. */
final class RevocationParts {

    /** The log's name. */
    private static final String LOG = "revocations";

    private final Vertx vertx;
    private final SallyportConfig config;
    private final Dialect dialect;
    private final Map<RegionName, Region> regions;
    private final Ticker ticker;
    private final Administrator administrator;
    private final RevocationList list;
    private final RevocationJournal journal;
    private @Nullable Replayer replayer;

    /**
     * Puts them together; {@link #open} comes first.
     *
     * @param regions those that may be asked, the primary first
     * @throws StartRefused where what is configured is not there
     */
    RevocationParts(
            Vertx vertx,
            SallyportConfig config,
            Dialect dialect,
            Map<RegionName, Region> regions,
            Set<String> issuers,
            AsyncJournal writing,
            TokenMeters meters,
            Ticker ticker) {
        this.vertx = vertx;
        this.config = config;
        this.dialect = dialect;
        this.regions = regions;
        this.ticker = ticker;
        this.administrator = administrator();
        RevocationEvents events = new RevocationEvents(meters);
        // All of them are the one provider's: what one began another goes on with under its own name.
        String one = issuers.iterator().next();
        list = new RevocationList(
                config.revocation().entries(),
                config.revocation().remember(),
                Wall.system(),
                events,
                issuer -> issuers.contains(issuer) ? one : issuer);
        journal = new RevocationJournal(
                list,
                config.revocation().journal() ? GroupedLog.sealed(writing, LOG) : GroupedLog.IN_MEMORY,
                new ReplayRules(dialect.replays(), List.copyOf(regions.keySet()), administrator::carries),
                events,
                Wall.system());
        meters.revocations(() -> list.size() - list.unverified(), list::unverified);
        meters.replays(journal::pending, journal::unreplayable);
    }

    /** What is enforced. */
    RevocationList list() {
        return list;
    }

    /** What is kept. */
    RevocationJournal journal() {
        return journal;
    }

    /** Takes over what earlier lives noted; before anybody is let in. */
    Future<Void> open() {
        return journal.open().recover(unreadable -> Future.failedFuture(refusal(unreadable)));
    }

    private static StartRefused refusal(Throwable cause) {
        return new StartRefused("state.directory: the journal of revocations (" + LOG + ".head.sealed, " + LOG
                + "-*.log) cannot be read back: " + cause.getMessage()
                + "; restore the files, or remove them: what was revoked before is then good again");
    }

    /** Begins to replay. */
    void start(Supplier<ServingView> view) {
        Replayer made = new Replayer(
                vertx,
                new Replayer.Settings(
                        config.revocation().replay().tries(), config.timeouts().longAttempt()),
                journal,
                view,
                dialect,
                regions,
                administrator,
                ticker,
                Wall.system(),
                new SecureRandom());
        replayer = made;
        made.start();
    }

    private Administrator administrator() {
        RevocationReplay replay = config.revocation().replay();
        if (replay.cognito() != null) {
            return cognito(replay.cognito());
        }
        return replay.keycloak() == null ? Administrator.NONE : keycloak(replay.keycloak());
    }

    private Administrator cognito(RevocationReplay.CognitoCredential credential) {
        if (!AwsSdk.isThere()) {
            throw new StartRefused("revocation.replay.cognito: the AWS SDK is not there: put sallyport-aws.jar into the"
                    + " directory lib beside sallyport.jar");
        }
        Map<RegionName, URI> endpoints = new HashMap<>();
        config.regions()
                .forEach(region ->
                        endpoints.put(new RegionName(region.name()), Objects.requireNonNull(region.api(), "checked")));
        return new CognitoAdministrator(
                vertx,
                new CognitoAdministrator.Settings(
                        Objects.requireNonNull(config.pool(), "checked"),
                        credential.file(),
                        endpoints,
                        config.timeouts().longAttempt()));
    }

    private Administrator keycloak(RevocationReplay.KeycloakCredential credential) {
        try {
            return new KeycloakAdministrator(
                    new KeycloakAdministrator.Settings(
                            Objects.requireNonNull(config.realm(), "checked"),
                            credential.clientId(),
                            Secret.read(credential.secretFile()).reveal(),
                            config.timeouts().longAttempt()),
                    regions,
                    ticker);
        } catch (IOException e) {
            throw new StartRefused(
                    "revocation.replay.keycloak.secretFile: " + credential.secretFile() + " cannot be read");
        }
    }

    /** Keeps what was noted. */
    Future<Void> close() {
        Future<Void> quiet = replayer == null ? administrator.close() : replayer.close();
        return quiet.eventually(journal::close);
    }
}
