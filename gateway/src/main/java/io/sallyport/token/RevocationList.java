package io.sallyport.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Revocations in memory, bounded: when it is full a new one is not noted, and says so, rather than push an older one out.
 * Thread-safe; a lookup never waits.
 *
 * <p>Who must not promise what cannot be kept takes a {@link Slot} first. Tokens that nobody could verify share the first
 * half: anyone can make those, and must not be able to use up the rest.
 */
public final class RevocationList implements Revocations {

    /** Past its {@code exp} a token is good for the skew yet. */
    private static final Duration LONGEST_SKEW = Duration.ofMinutes(5);

    /** Between two looks for what may be forgotten, so that a full list costs no more than one that is not. */
    private static final Duration FORGETTING_PAUSE = Duration.ofSeconds(1);

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
    private final Duration longest;
    private final InstantSource clock;
    private int reserved;
    private Instant nextForgetting = Instant.MIN;

    /**
     * Empty.
     *
     * @param capacity the most revocations it holds; about 300 bytes each
     * @param longest how long tokens can be made that descend from what is revoked: a refresh token's life, and that of the
     *     access token that its last use gives. For so long is noted what has no known end
     */
    public RevocationList(int capacity, Duration longest, InstantSource clock) {
        this.capacity = capacity;
        this.longest = longest;
        this.clock = clock;
    }

    /** Room for one revocation, kept until it is used or given back. */
    public final class Slot {
        private boolean isOpen = true;

        private Slot() {}

        /** Notes a revocation in it; once. */
        public void use(Revocation revocation) {
            synchronized (RevocationList.this) {
                giveBack();
                put(revocation);
            }
        }

        /** Needs it no more; without effect on one that was used. */
        public void giveBack() {
            synchronized (RevocationList.this) {
                reserved -= isOpen ? 1 : 0;
                isOpen = false;
            }
        }
    }

    /**
     * Keeps room for one revocation.
     *
     * @param isVerified whether the token that is about to be revoked was verified
     * @return empty where there is none
     */
    public synchronized Optional<Slot> reserve(boolean isVerified) {
        if (!hasRoom(isVerified ? capacity : capacity / 2)) {
            return Optional.empty();
        }
        reserved++;
        return Optional.of(new Slot());
    }

    /**
     * Revokes; in force with the next lookup.
     *
     * @return false where the list is full and nothing was noted
     */
    public synchronized boolean note(Revocation revocation) {
        if (!entries.containsKey(target(revocation)) && !hasRoom(capacity)) {
            return false;
        }
        put(revocation);
        return true;
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

    @Override
    public boolean revokes(TokenDigest digest) {
        return entries.containsKey(new Token(digest));
    }

    /** How many it holds, forgotten ones aside. */
    public synchronized int size() {
        forgetPast(clock.instant());
        return entries.size();
    }

    private static boolean covers(@Nullable Entry entry, @Nullable Instant authTime) {
        return entry != null && (authTime == null || !authTime.isAfter(entry.signedInUntil()));
    }

    private boolean hasRoom(int limit) {
        if (entries.size() + reserved >= limit) {
            Instant now = clock.instant();
            if (!now.isBefore(nextForgetting)) {
                nextForgetting = now.plus(FORGETTING_PAUSE);
                forgetPast(now);
            }
        }
        return entries.size() + reserved < limit;
    }

    private void put(Revocation revocation) {
        entries.merge(target(revocation), entry(revocation, clock.instant().plus(longest)), Entry::or);
    }

    private static Target target(Revocation revocation) {
        if (revocation instanceof Revocation.OfTokenId id) {
            return new TokenId(id.issuer(), id.tokenId());
        }
        if (revocation instanceof Revocation.OfSession session) {
            return new Session(session.issuer(), session.sessionId());
        }
        if (revocation instanceof Revocation.OfSubject subject) {
            return new Subject(subject.issuer(), subject.subject());
        }
        return new Token(((Revocation.OfToken) revocation).digest());
    }

    private static Entry entry(Revocation revocation, Instant latest) {
        if (revocation instanceof Revocation.OfTokenId id && id.expiresAt() != null) {
            return new Entry(Instant.MAX, id.expiresAt().plus(LONGEST_SKEW));
        }
        return revocation instanceof Revocation.OfSubject subject
                ? new Entry(subject.signedInUntil(), latest)
                : new Entry(Instant.MAX, latest);
    }

    private void forgetPast(Instant now) {
        entries.values().removeIf(entry -> !entry.until().isAfter(now));
    }
}
