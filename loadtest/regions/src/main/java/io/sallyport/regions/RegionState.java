package io.sallyport.regions;

import io.sallyport.regions.cognito.CognitoApi;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.DirectoryEvent.SigningKeyPublished;
import io.sallyport.regions.directory.SessionRecorder;
import io.sallyport.regions.oauth.OAuthSurface;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.Outbox;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.token.SigningKeys;
import io.sallyport.regions.token.TokenMint;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Everything that a region knows and does, without its ports. */
final class RegionState {

    private final RegionIdentity identity;
    private final Directory directory;
    private final Credentials credentials;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Optional<Registration> registration;
    private final Outbox outbox;

    /** Who the region is. */
    record RegionIdentity(String name, String issuer, SigningKeys keys, InstantSource clock) {

        /** Its keys, as other regions need to know them. */
        List<SigningKeyPublished> published() {
            return keys.publicSet().getKeys().stream()
                    .map(key -> new SigningKeyPublished(issuer, key.toJSONString()))
                    .toList();
        }
    }

    /** A region; {@code registration} is empty on a replica. */
    RegionState(
            RegionIdentity identity,
            Directory directory,
            SessionRecorder recorder,
            Credentials credentials,
            Optional<Registration> registration,
            Outbox outbox) {
        this.identity = identity;
        this.directory = directory;
        this.credentials = credentials;
        this.registration = registration;
        this.outbox = outbox;
        TokenMint mint = new TokenMint(identity.issuer(), identity.keys(), identity.clock());
        this.sessions = new Sessions(directory, recorder, mint, identity.clock());
        this.tokens = new AccessTokens(directory, identity.clock());
    }

    RegionIdentity identity() {
        return identity;
    }

    boolean isPrimary() {
        return registration.isPresent();
    }

    Outbox outbox() {
        return outbox;
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
                registration,
                identity.clock()));
    }

    CognitoApi cognito() {
        return new CognitoApi(directory, credentials, sessions, tokens, registration, identity.clock());
    }
}
