package io.sallyport.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Revocations in memory, bounded: when it is full a new one is not noted, and says so, rather than push an older one out.
 * Thread-safe; a lookup never waits, and a change waits for no more than another one.
 *
 * <p>Who must not promise what cannot be kept takes a {@link Slot} first. Tokens that nobody could verify get half of the
 * room between them, whatever the rest holds: anyone can make those, and must not be able to use up the room of others.
 */
public final class RevocationList implements Revocations {

    /** Past its {@code exp} a token is good for the skew yet. */
    private static final Duration LONGEST_SKEW = Duration.ofMinutes(5);

    /** Told when a limit is reached: once, and again only after a tenth of the room was free. Must not block. */
    @FunctionalInterface
    public interface Observer {
        /** Tells nobody. */
        Observer NONE = (unverified, most) -> {};

        /**
         * There is no room for another.
         *
         * @param unverified whether only for tokens that nobody could verify
         * @param most how many there may be
         */
        void full(boolean unverified, int most);
    }

    private final RevocationEntries entries = new RevocationEntries();
    private final Room all;
    private final Room unverified;
    private final Duration longest;
    private final InstantSource clock;
    private final Observer observer;
    private final UnaryOperator<String> namespaces;

    /** Empty; every issuer has ids of its own. */
    public RevocationList(int capacity, Duration longest, InstantSource clock, Observer observer) {
        this(capacity, longest, clock, observer, UnaryOperator.identity());
    }

    /**
     * Empty.
     *
     * @param capacity the most revocations it holds; about 300 bytes each
     * @param longest how long tokens can be made that descend from what is revoked: a refresh token's life, and that of the
     *     access token that its last use gives. For so long is noted what has no known end
     * @param namespaces the name within which an issuer's ids count: the same for all issuers of one provider, whose regions
     *     go on with each other's sessions under their own names
     */
    public RevocationList(
            int capacity, Duration longest, InstantSource clock, Observer observer, UnaryOperator<String> namespaces) {
        this.all = new Room(capacity, false);
        this.unverified = new Room(capacity / 2, true);
        this.longest = longest;
        this.clock = clock;
        this.observer = observer;
        this.namespaces = namespaces;
    }

    /** A bound on some of the entries, those included that are to come. */
    private final class Room {
        private final int most;
        private final boolean isOfUnverified;
        private int reserved;
        private boolean isToldFull;

        Room(int most, boolean isOfUnverified) {
            this.most = most;
            this.isOfUnverified = isOfUnverified;
        }

        boolean hasOneMore() {
            int taken = reserved + (isOfUnverified ? entries.unverified() : entries.size());
            if (taken >= most && !isToldFull) {
                isToldFull = true;
                observer.full(isOfUnverified, most);
            } else if (taken <= most - most / 10 - 1) {
                isToldFull = false;
            }
            return taken < most;
        }
    }

    /** Room for one revocation, kept until it is used or given back. */
    public final class Slot {
        private final boolean isVerified;
        private boolean isOpen = true;

        private Slot(boolean isVerified) {
            this.isVerified = isVerified;
        }

        /** Whether it was kept for what a verified token says. */
        public boolean isVerified() {
            return isVerified;
        }

        /**
         * Notes a revocation in it; once.
         *
         * @return when it is forgotten
         */
        public Instant use(Revocation revocation) {
            synchronized (RevocationList.this) {
                giveBack();
                return put(revocation, isVerified);
            }
        }

        /** Needs it no more; without effect on one that was used. */
        public void giveBack() {
            synchronized (RevocationList.this) {
                if (isOpen) {
                    isOpen = false;
                    reserve(isVerified, -1);
                }
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
        entries.forgetPast(clock.instant());
        if (!all.hasOneMore() || !(isVerified || unverified.hasOneMore())) {
            return Optional.empty();
        }
        reserve(isVerified, 1);
        return Optional.of(new Slot(isVerified));
    }

    /**
     * Revokes; in force with the next lookup. For those who know what they revoke: a verified token, an operator's word.
     *
     * @return when it is forgotten; empty where the list is full and nothing was noted
     */
    public synchronized Optional<Instant> note(Revocation revocation) {
        entries.forgetPast(clock.instant());
        if (entries.get(target(revocation)) == null && !all.hasOneMore()) {
            return Optional.empty();
        }
        return Optional.of(put(revocation, true));
    }

    /** Takes over what was noted in an earlier life, full or not. */
    public synchronized void restore(Revocation revocation, boolean isVerified, Instant until) {
        put(revocation, isVerified, until);
    }

    @Override
    public boolean revokes(TokenMark mark) {
        return entries.get(new RevocationTarget.Token(mark)) != null;
    }

    @Override
    public boolean revokes(Origin origin) {
        String issuer = namespaces.apply(origin.issuer());
        String tokenId = origin.tokenId();
        String session = origin.sessionId();
        String subject = origin.subject();
        return (tokenId != null && entries.get(new RevocationTarget.TokenId(issuer, tokenId)) != null)
                || (session != null && entries.get(new RevocationTarget.Session(issuer, session)) != null)
                || (subject != null
                        && covers(entries.get(new RevocationTarget.Subject(issuer, subject)), origin.signedIn()));
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many it holds; of those that have ended since the last change some may be among them. */
    public synchronized int size() {
        entries.forgetPast(clock.instant());
        return entries.size();
    }

    /** How many of them are of tokens that nobody could verify. */
    public synchronized int unverified() {
        entries.forgetPast(clock.instant());
        return entries.unverified();
    }

    private static boolean covers(RevocationEntries.@Nullable Entry entry, @Nullable Instant signedIn) {
        return entry != null && (signedIn == null || !signedIn.isAfter(entry.signedInUntil()));
    }

    private void reserve(boolean isVerified, int change) {
        all.reserved += change;
        unverified.reserved += isVerified ? 0 : change;
    }

    private Instant put(Revocation revocation, boolean isVerified) {
        Instant until = revocation instanceof Revocation.OfTokenId id && id.expiresAt() != null
                ? id.expiresAt().plus(LONGEST_SKEW)
                : clock.instant().plus(longest);
        put(revocation, isVerified, until);
        return until;
    }

    private void put(Revocation revocation, boolean isVerified, Instant until) {
        Instant signedInUntil =
                revocation instanceof Revocation.OfSubject subject ? subject.signedInUntil() : Instant.MAX;
        entries.put(target(revocation), new RevocationEntries.Entry(signedInUntil, until, isVerified));
    }

    private RevocationTarget target(Revocation revocation) {
        return RevocationTarget.of(revocation).within(namespaces);
    }
}
