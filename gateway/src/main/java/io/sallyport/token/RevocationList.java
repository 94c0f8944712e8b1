package io.sallyport.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Revocations in memory, bounded: when it is full a new one is not noted, and says so, rather than push an older one out.
 * Ids count within their issuer. Thread-safe.
 */
public final class RevocationList implements Revocations {

    private sealed interface Target {}

    private record Token(TokenDigest digest) implements Target {}

    private record TokenId(String issuer, String id) implements Target {}

    private record Session(String issuer, String id) implements Target {}

    private record Subject(String issuer, String id) implements Target {}

    /** Tokens whose user signed in at or before {@code signedInUntil} are revoked, and that is forgotten at {@code until}. */
    private record Entry(Instant signedInUntil, Instant until) {
        Entry or(Entry other) {
            return new Entry(
                    signedInUntil.isAfter(other.signedInUntil) ? signedInUntil : other.signedInUntil,
                    until.isAfter(other.until) ? until : other.until);
        }
    }

    private final Map<Target, Entry> entries = new ConcurrentHashMap<>();
    private final int capacity;
    private final InstantSource clock;

    /**
     * Empty.
     *
     * @param capacity the most revocations it holds; about 300 bytes each
     */
    public RevocationList(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    /**
     * Revokes exactly this token.
     *
     * @param until when the revocation may be forgotten: not before the token has expired
     * @return false where the list is full and nothing was noted
     */
    public boolean revokeToken(TokenDigest digest, Instant until) {
        return note(new Token(digest), new Entry(Instant.MAX, until));
    }

    /** Revokes the tokens with this {@code jti}; parameters and result as {@link #revokeToken}. */
    public boolean revokeTokenId(String issuer, String tokenId, Instant until) {
        return note(new TokenId(issuer, tokenId), new Entry(Instant.MAX, until));
    }

    /** Revokes the tokens of this session; parameters and result as {@link #revokeToken}. */
    public boolean revokeSession(String issuer, String sessionId, Instant until) {
        return note(new Session(issuer, sessionId), new Entry(Instant.MAX, until));
    }

    /**
     * Revokes the subject's tokens from sign-ins up to a moment, refreshed since or not, and those that do not tell when their
     * user signed in; parameters and result as {@link #revokeToken}.
     *
     * @param signedOutAt compared with {@code auth_time}, which has whole seconds
     */
    public boolean revokeSubject(String issuer, String subject, Instant signedOutAt, Instant until) {
        return note(new Subject(issuer, subject), new Entry(signedOutAt, until));
    }

    @Override
    public boolean revokes(TokenDigest digest, Claims claims) {
        if (entries.isEmpty()) {
            return false;
        }
        String issuer = claims.issuer();
        return entries.containsKey(new Token(digest))
                || (claims.tokenId() != null && entries.containsKey(new TokenId(issuer, claims.tokenId())))
                || (claims.sessionId() != null && entries.containsKey(new Session(issuer, claims.sessionId())))
                || (claims.subject() != null
                        && covers(entries.get(new Subject(issuer, claims.subject())), claims.authTime()));
    }

    /** How many it holds, forgotten ones aside. */
    public int size() {
        forgetPast();
        return entries.size();
    }

    private static boolean covers(@Nullable Entry entry, @Nullable Instant authTime) {
        return entry != null && (authTime == null || !authTime.isAfter(entry.signedInUntil()));
    }

    private synchronized boolean note(Target target, Entry entry) {
        if (entries.size() >= capacity && !entries.containsKey(target)) {
            forgetPast();
            if (entries.size() >= capacity) {
                return false;
            }
        }
        entries.merge(target, entry, Entry::or);
        return true;
    }

    private void forgetPast() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !entry.until().isAfter(now));
    }
}
