package io.sallyport.regions.directory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that a region knows, the living and those that must be known to be dead. Folds are serialised. */
final class SessionTable {

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, String> sidsByRefreshDigest = new ConcurrentHashMap<>();
    private final Map<String, String> sidsBySpentDigest = new ConcurrentHashMap<>();
    private final Map<String, Long> revoked = new ConcurrentHashMap<>();
    private final Map<String, Long> signedOutAt = new ConcurrentHashMap<>();
    private final Map<String, Long> revokedAccessTokens = new ConcurrentHashMap<>();

    Optional<Session> live(String sid, long nowMillis) {
        return Optional.ofNullable(sessions.get(sid)).filter(session -> mayLive(session, nowMillis));
    }

    Optional<Session> byRefreshDigest(String digest, long nowMillis) {
        return Optional.ofNullable(sidsByRefreshDigest.get(digest)).flatMap(sid -> live(sid, nowMillis));
    }

    Optional<String> sidBySpentDigest(String digest) {
        return Optional.ofNullable(sidsBySpentDigest.get(digest));
    }

    boolean mayLive(Session session, long nowMillis) {
        Long signedOut = signedOutAt.get(session.sub());
        return session.expiresAtMillis() > nowMillis
                && !revoked.containsKey(session.sid())
                && (signedOut == null || session.openedAtMillis() > signedOut);
    }

    boolean isAccessTokenRevoked(String jti) {
        return revokedAccessTokens.containsKey(jti);
    }

    void put(Session session) {
        // The other region may hear of a session after this one ended it.
        if (!revoked.containsKey(session.sid())) {
            sessions.put(session.sid(), session);
            sidsByRefreshDigest.put(session.refreshDigest(), session.sid());
        }
    }

    void rotate(String sid, String refreshDigest) {
        Session session = sessions.get(sid);
        if (session != null) {
            sidsByRefreshDigest.remove(session.refreshDigest());
            sidsBySpentDigest.put(session.refreshDigest(), sid);
            put(session.withRefreshDigest(refreshDigest));
        }
    }

    void revoke(String sid, long untilMillis) {
        remove(sid);
        revoked.put(sid, untilMillis);
    }

    void signOut(String sub, long atMillis) {
        signedOutAt.merge(sub, atMillis, Math::max);
    }

    void revokeAccessToken(String jti, long expiresAtMillis) {
        revokedAccessTokens.put(jti, expiresAtMillis);
    }

    void forgetExpired(long nowMillis) {
        sessions.values().stream()
                .filter(session -> session.expiresAtMillis() <= nowMillis)
                .forEach(session -> remove(session.sid()));
        revoked.values().removeIf(until -> until <= nowMillis);
        revokedAccessTokens.values().removeIf(expiresAt -> expiresAt <= nowMillis);
        sidsBySpentDigest.values().removeIf(sid -> !sessions.containsKey(sid));
    }

    private void remove(String sid) {
        Session session = sessions.remove(sid);
        if (session != null) {
            sidsByRefreshDigest.remove(session.refreshDigest());
        }
    }
}
