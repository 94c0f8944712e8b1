package io.sallyport.regions.token;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.directory.SessionEvent.AccessTokenRevoked;
import io.sallyport.regions.directory.SessionEvent.SessionOpened;
import io.sallyport.regions.directory.SessionEvent.SessionRevoked;
import io.sallyport.regions.directory.SessionEvent.UserSignedOut;
import io.sallyport.regions.directory.SessionRecorder;
import io.sallyport.regions.directory.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens, refreshes and ends sessions. Refresh tokens do not rotate: one is good for a day. */
public final class Sessions {

    /** The scope of tokens that the JSON API issued: self-service of the signed-in user. */
    public static final String API_SCOPE = "aws.cognito.signin.user.admin";

    /** How long a refresh token lives. */
    public static final Duration REFRESH_LIFETIME = Duration.ofDays(1);

    private final Directory directory;
    private final SessionRecorder recorder;
    private final TokenMint mint;
    private final InstantSource clock;

    /** Records what it changes in {@code recorder}. */
    public Sessions(Directory directory, SessionRecorder recorder, TokenMint mint, InstantSource clock) {
        this.directory = directory;
        this.recorder = recorder;
        this.mint = mint;
        this.clock = clock;
    }

    /** Opens a session of a user who proved at {@code signedInAt} who they are. */
    public Issued open(User user, RegisteredClient client, String scope, Instant signedInAt, @Nullable String nonce) {
        return open(Secrets.random(), user, client, scope, signedInAt, nonce);
    }

    /** Opens the session {@code sid}, a fresh random value chosen by the caller. */
    public Issued open(
            String sid, User user, RegisteredClient client, String scope, Instant signedInAt, @Nullable String nonce) {
        String refreshToken = Secrets.random();
        Session session = new Session(
                sid,
                user.sub(),
                client.id(),
                scope,
                Secrets.digest(refreshToken),
                signedInAt.toEpochMilli(),
                clock.instant().plus(REFRESH_LIFETIME).toEpochMilli());
        recorder.record(new SessionOpened(session));
        return issue(user, session, scope, nonce, refreshToken);
    }

    /** New tokens for a live session; {@code scope} is the session's own, or a part of it. */
    public Optional<Issued> refresh(Session session, String scope) {
        return directory.user(session.sub()).map(user -> issue(user, session, scope, null, null));
    }

    /** The live session that {@code refreshToken} belongs to. */
    public Optional<Session> byRefreshToken(String refreshToken) {
        return directory.sessionByRefreshDigest(Secrets.digest(refreshToken), clock.millis());
    }

    /** A token for the client itself. */
    public BearerAccessToken clientToken(RegisteredClient client, String scope) {
        return mint.access(client, scope);
    }

    /** Ends one session. */
    public void revoke(String sid) {
        recorder.record(new SessionRevoked(sid));
    }

    /** Ends one access token. */
    public void revoke(AccessClaims token) {
        recorder.record(new AccessTokenRevoked(token.jti(), token.expiresAt().toEpochMilli()));
    }

    /** Ends all sessions of a user. */
    public void signOutEverywhere(String sub) {
        recorder.record(new UserSignedOut(sub, clock.millis()));
    }

    private Issued issue(
            User user, Session session, String scope, @Nullable String nonce, @Nullable String refreshToken) {
        BearerAccessToken access = mint.access(user, session, scope);
        Set<String> scopes = Set.of(scope.split(" "));
        boolean withId = scopes.contains("openid") || scopes.contains(API_SCOPE);
        String id = withId ? mint.id(user, session, nonce, access) : null;
        return new Issued(session.sid(), access, refreshToken, id);
    }
}
