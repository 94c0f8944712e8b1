package io.sallyport.regions.directory;

import io.sallyport.regions.directory.RegionEvent.SigningKeyPublished;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/**
 * What one region knows: the fold of the events it has seen. Reads come from any thread and never wait; folds are
 * serialised by the directory itself, which writers may hold to keep one order.
 */
public final class Directory {

    private final Map<String, User> usersBySub = new ConcurrentHashMap<>();
    private final Map<String, String> subsByUsername = new ConcurrentHashMap<>();
    private final Map<String, Group> groups = new ConcurrentSkipListMap<>();
    private final Map<String, RegisteredClient> clients = new ConcurrentSkipListMap<>();
    private final Map<String, ReplicaStatus> replicas = new ConcurrentSkipListMap<>();
    private final Set<SigningKeyPublished> keys = ConcurrentHashMap.newKeySet();
    private final SessionTable sessions = new SessionTable();

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

    /** The user with this subject identifier, unless disabled. */
    public Optional<User> enabledUser(String sub) {
        return user(sub).filter(User::enabled);
    }

    /** The first {@code most} users, in no particular order. */
    public List<User> users(int most) {
        return usersBySub.values().stream().limit(most).toList();
    }

    /** How many users there are. */
    public int userCount() {
        return usersBySub.size();
    }

    /** The group with this name. */
    public Optional<Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /** All groups, by name. */
    public Collection<Group> groups() {
        return groups.values();
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
        return sessions.live(sid, nowMillis);
    }

    /** The live session whose refresh token has this digest. */
    public Optional<Session> sessionByRefreshDigest(String digest, long nowMillis) {
        return sessions.byRefreshDigest(digest, nowMillis);
    }

    /** The session whose refresh token had this digest before it was rotated: somebody kept a spent token. */
    public Optional<String> sidBySpentDigest(String digest) {
        return sessions.sidBySpentDigest(digest);
    }

    /** Whether a session that this region need not know has neither ended nor been ended here. */
    public boolean mayLive(Session session, long nowMillis) {
        return sessions.mayLive(session, nowMillis);
    }

    /** Whether exactly this access token was revoked. */
    public boolean isAccessTokenRevoked(String jti) {
        return sessions.isAccessTokenRevoked(jti);
    }

    /** Every key that a region published and did not withdraw, as far as replication told. */
    public Collection<SigningKeyPublished> publishedKeys() {
        return keys;
    }

    /** Whether a replica serves end users; it does unless told otherwise. */
    public ReplicaStatus replicaStatus(String region) {
        return replicas.getOrDefault(region, ReplicaStatus.ACTIVE);
    }

    /** Forgets sessions and revocations that time has ended. */
    public synchronized void forgetExpired(long nowMillis) {
        sessions.forgetExpired(nowMillis);
    }

    void put(User user) {
        usersBySub.put(user.sub(), user);
        subsByUsername.put(nameKey(user.username()), user.sub());
    }

    void change(String sub, UnaryOperator<User> change) {
        usersBySub.computeIfPresent(sub, (key, user) -> change.apply(user));
    }

    void put(Group group) {
        groups.put(group.name(), group);
    }

    void put(RegisteredClient client) {
        clients.put(client.id(), client);
    }

    void put(String region, ReplicaStatus status) {
        replicas.put(region, status);
    }

    void put(SigningKeyPublished key) {
        keys.add(key);
    }

    void withdraw(String issuer, String kid) {
        keys.removeIf(key -> key.issuer().equals(issuer) && key.kid().equals(kid));
    }

    void put(Session session) {
        sessions.put(session);
    }

    void rotate(String sid, String refreshDigest) {
        sessions.rotate(sid, refreshDigest);
    }

    void revokeSession(String sid, long untilMillis) {
        sessions.revoke(sid, untilMillis);
    }

    void signOut(String sub, long atMillis) {
        sessions.signOut(sub, atMillis);
    }

    void revokeAccessToken(String jti, long expiresAtMillis) {
        sessions.revokeAccessToken(jti, expiresAtMillis);
    }

    private static String nameKey(String username) {
        return username.toLowerCase(Locale.ROOT);
    }
}
