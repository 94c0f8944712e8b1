package io.sallyport.regions.directory;

import io.sallyport.regions.directory.DirectoryEvent.SigningKeyPublished;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What one region knows: the fold of the events it has seen. Reads come from any thread and never wait; folds are
 * serialised by the directory itself.
 */
public final class Directory {

    private final Map<String, User> usersBySub = new ConcurrentHashMap<>();
    private final Map<String, String> subsByUsername = new ConcurrentHashMap<>();
    private final Map<String, RegisteredClient> clients = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, String> sidsByRefreshDigest = new ConcurrentHashMap<>();
    private final Map<String, Long> signedOutAt = new ConcurrentHashMap<>();
    private final Map<String, Long> revokedAccessTokens = new ConcurrentHashMap<>();
    private final Set<SigningKeyPublished> keys = ConcurrentHashMap.newKeySet();

    /** Folds one event in. */
    public synchronized void fold(Event event) {
        event.applyTo(this);
    }

    /** The user with this name, whatever its case. */
    public Optional<User> userByName(String username) {
        return Optional.ofNullable(subsByUsername.get(nameKey(username))).map(usersBySub::get);
    }

    /** The user with this subject identifier. */
    public Optional<User> user(String sub) {
        return Optional.ofNullable(usersBySub.get(sub));
    }

    /** The client with this identifier. */
    public Optional<RegisteredClient> client(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    /** Whether nobody and nothing was ever loaded. */
    public boolean isEmpty() {
        return usersBySub.isEmpty() && clients.isEmpty();
    }

    /** The session {@code sid}, unless it ended, was revoked, or is not known here. */
    public Optional<Session> liveSession(String sid, long nowMillis) {
        return Optional.ofNullable(sessions.get(sid)).filter(session -> isLive(session, nowMillis));
    }

    /** The live session whose refresh token has this digest. */
    public Optional<Session> sessionByRefreshDigest(String digest, long nowMillis) {
        return Optional.ofNullable(sidsByRefreshDigest.get(digest)).flatMap(sid -> liveSession(sid, nowMillis));
    }

    /** Whether exactly this access token was revoked. */
    public boolean isAccessTokenRevoked(String jti) {
        return revokedAccessTokens.containsKey(jti);
    }

    /** Every key that a region published, as far as replication told. */
    public Collection<SigningKeyPublished> publishedKeys() {
        return keys;
    }

    /** Forgets sessions and revocations that time has ended. */
    public synchronized void forgetExpired(long nowMillis) {
        sessions.values().stream()
                .filter(session -> session.expiresAtMillis() <= nowMillis)
                .forEach(session -> revokeSession(session.sid()));
        revokedAccessTokens.values().removeIf(expiresAt -> expiresAt <= nowMillis);
    }

    private boolean isLive(Session session, long nowMillis) {
        Long signedOut = signedOutAt.get(session.sub());
        return session.expiresAtMillis() > nowMillis && (signedOut == null || session.openedAtMillis() > signedOut);
    }

    void put(User user) {
        usersBySub.put(user.sub(), user);
        subsByUsername.put(nameKey(user.username()), user.sub());
    }

    void change(String sub, UnaryOperator<User> change) {
        usersBySub.computeIfPresent(sub, (key, user) -> change.apply(user));
    }

    void put(RegisteredClient client) {
        clients.put(client.id(), client);
    }

    void put(SigningKeyPublished key) {
        keys.add(key);
    }

    void put(Session session) {
        sessions.put(session.sid(), session);
        sidsByRefreshDigest.put(session.refreshDigest(), session.sid());
    }

    void revokeSession(String sid) {
        Session session = sessions.remove(sid);
        if (session != null) {
            sidsByRefreshDigest.remove(session.refreshDigest());
        }
    }

    void signOut(String sub, long atMillis) {
        signedOutAt.merge(sub, atMillis, Math::max);
    }

    void revokeAccessToken(String jti, long expiresAtMillis) {
        revokedAccessTokens.put(jti, expiresAtMillis);
    }

    private static String nameKey(String username) {
        return username.toLowerCase(Locale.ROOT);
    }
}
