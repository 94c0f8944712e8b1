package io.sallyport.regions.token;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.directory.SessionEvent.AccessTokenRevoked;
import io.sallyport.regions.directory.SessionEvent.RefreshTokenRotated;
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

/**
 * Opens, refreshes and ends sessions. A refresh token is good for a day, or where the client rotates them for one use:
 * whoever shows a spent one ends the session (RFC 9700 section 4.14.2).
 */
public final class Sessions {

    /** The scope of tokens that the JSON API issued: self-service of the signed-in user. */
    public static final String API_SCOPE = "aws.cognito.signin.user.admin";

    /** How long a refresh token lives. */
    public static final Duration REFRESH_LIFETIME = Duration.ofDays(1);

    private final Directory directory;
    private final SessionRecorder recorder;
    private final TokenMint mint;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;

    /** Records what it changes in {@code recorder}. */
    public Sessions(
            Directory directory,
            SessionRecorder recorder,
            TokenMint mint,
            RefreshTokens refreshTokens,
            InstantSource clock) {
        this.directory = directory;
        this.recorder = recorder;
        this.mint = mint;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /** Opens a session of a user who proved at {@code signedInAt} who they are. */
    public Issued open(User user, RegisteredClient client, String scope, Instant signedInAt, @Nullable String nonce) {
        return open(Secrets.random(), user, client, scope, signedInAt, nonce);
    }

    /** Opens the session {@code sid}, a fresh random value chosen by the caller. */
    public Issued open(
            String sid, User user, RegisteredClient client, String scope, Instant signedInAt, @Nullable String nonce) {
        Session begun = new Session(
                sid,
                user.sub(),
                client.id(),
                scope,
                "",
                signedInAt.toEpochMilli(),
                clock.instant().plus(REFRESH_LIFETIME).toEpochMilli());
        String refreshToken = refreshTokens.make(begun);
        Session session = begun.withRefreshDigest(Secrets.digest(refreshToken));
        recorder.record(new SessionOpened(session));
        return issue(user, session, scope, nonce, refreshToken);
    }

    /** New tokens for a live session; {@code scope} is the session's own, or a part of it. */
    public Optional<Issued> refresh(Session session, RegisteredClient client, String scope) {
        Optional<User> user = directory.enabledUser(session.sub());
        if (user.isEmpty() || !client.rotatesRefreshTokens()) {
            return user.map(known -> issue(known, session, scope, null, null));
        }
        return rotated(session).map(next -> issue(user.get(), session, scope, null, next));
    }

    /** One of two that show the same token at the same time is a thief. */
    private synchronized Optional<String> rotated(Session session) {
        boolean unspent = directory
                .sessionByRefreshDigest(session.refreshDigest(), clock.millis())
                .isPresent();
        if (!unspent) {
            revoke(session.sid());
            return Optional.empty();
        }
        String next = refreshTokens.make(session.withRefreshDigest(""));
        recorder.record(new RefreshTokenRotated(session.sid(), Secrets.digest(next)));
        return Optional.of(next);
    }

    /** The live session that {@code refreshToken} belongs to; a spent token ends it. */
    public Optional<Session> byRefreshToken(String refreshToken) {
        String digest = Secrets.digest(refreshToken);
        Optional<String> stolen = directory.sidBySpentDigest(digest);
        stolen.ifPresent(this::revoke);
        return stolen.isPresent()
                ? Optional.empty()
                : directory
                        .sessionByRefreshDigest(digest, clock.millis())
                        .or(() -> refreshTokens.read(refreshToken).flatMap(this::adopted));
    }

    /** A session that the other region opened, and of which this one learns from the token alone. */
    private Optional<Session> adopted(Session carried) {
        boolean known = directory.liveSession(carried.sid(), clock.millis()).isPresent();
        if (known || !directory.mayLive(carried, clock.millis())) {
            return Optional.empty();
        }
        recorder.record(new SessionOpened(carried));
        return Optional.of(carried);
    }

    /** A token for the client itself. */
    public BearerAccessToken clientToken(RegisteredClient client, String scope) {
        return mint.access(client, scope);
    }

    /** Ends one session. */
    public void revoke(String sid) {
        recorder.record(
                new SessionRevoked(sid, clock.instant().plus(REFRESH_LIFETIME).toEpochMilli()));
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
