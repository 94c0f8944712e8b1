package io.sallyport.regions;

import io.sallyport.regions.cognito.CognitoApi;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.Recorder;
import io.sallyport.regions.directory.SessionRecorder;
import io.sallyport.regions.oauth.OAuthSurface;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.Outbox;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.signin.ReplicaLife;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.token.TokenMint;
import java.net.URI;
import java.util.Optional;

/** Everything that a region knows and does, without its ports. */
final class RegionState {

    private final RegionIdentity identity;
    private final Directory directory;
    private final Credentials credentials;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final ReplicaLife life;
    private final Optional<Writer> writer;
    private final Outbox outbox;

    /** What only a primary has. */
    record Writer(Registration registration, Recorder recorder) {}

    /** A region; {@code writer} is empty on a replica. */
    RegionState(
            RegionIdentity identity,
            Directory directory,
            SessionRecorder recorder,
            Credentials credentials,
            Optional<Writer> writer,
            Outbox outbox) {
        this.identity = identity;
        this.directory = directory;
        this.credentials = credentials;
        this.writer = writer;
        this.outbox = outbox;
        TokenMint mint = new TokenMint(identity.issuer(), identity.keys(), identity.clock());
        this.sessions = new Sessions(directory, recorder, mint, identity.refreshTokens(), identity.clock());
        this.tokens = new AccessTokens(directory, identity.clock());
        this.life = new ReplicaLife(directory, recorder, identity.pool(), identity.name());
    }

    RegionIdentity identity() {
        return identity;
    }

    ReplicaLife life() {
        return life;
    }

    Outbox outbox() {
        return outbox;
    }

    int users() {
        return directory.userCount();
    }

    void forgetExpired() {
        directory.forgetExpired(identity.clock().millis());
    }

    OAuthSurface oauth(URI base) {
        return new OAuthSurface(new OAuthSurface.Parts(
                identity.issuer(),
                base,
                identity.keys(),
                directory,
                credentials,
                sessions,
                tokens,
                writer.map(Writer::registration),
                identity.federation(),
                life,
                identity.clock()));
    }

    CognitoApi cognito() {
        return new CognitoApi(new CognitoApi.Parts(
                directory,
                credentials,
                sessions,
                tokens,
                life,
                writer.map(known -> new CognitoApi.Writer(known.registration(), known.recorder())),
                identity.clock()));
    }
}
