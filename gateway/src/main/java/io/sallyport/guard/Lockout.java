package io.sallyport.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.guard.source.Source;
import io.sallyport.guard.source.SourcePlaces;
import io.sallyport.metrics.GuardMeters;
import io.sallyport.time.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps guessers out, and nobody else. An account is refused to a source where its sign-ins have failed; to any other source, of
 * whichever region's answers the failures came, its sign-ins are only delayed, and to a source where one has succeeded not even
 * that: so nobody who does not know the password can lock an account's owner out. Thread-safe.
 *
 * <p>Each of the three tables is bounded. Where one is full the least used entries go: who would have an own failure forgotten
 * must fail at some {@value #ENTRIES} other accounts before, and be told so by a region each time.
 */
final class Lockout {

    private static final Logger LOG = LoggerFactory.getLogger(Lockout.class);

    /** Of each table. */
    static final int ENTRIES = 100_000;

    /** Sign-ins that are kept waiting at a time. */
    static final int MOST_WAITING = 1024;

    static final int MOST_WAITING_OF_SOURCE = 32;

    /** How long a source is known by which an account was signed in to. */
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private static final Admission REFUSED = new Admission.Refused();

    private final Guard.LockoutSettings settings;
    private final Digests digests;
    private final Ticker ticker;
    private final long begun;
    private final GuardMeters meters;
    /** Each holds a connection and a body. */
    private final SourcePlaces room = new SourcePlaces(MOST_WAITING, MOST_WAITING_OF_SOURCE);

    private final Cache<Digest, Failures> byPair;
    private final Cache<Digest, AccountFailures> byAccount;
    private final Cache<Digest, Boolean> succeeded;

    Lockout(Guard.LockoutSettings settings, Digests digests, Ticker ticker, GuardMeters meters) {
        this.settings = settings;
        this.digests = digests;
        this.ticker = ticker;
        this.begun = ticker.nanos();
        this.meters = meters;
        Duration remembered = settings.block().plus(settings.window());
        byPair = table(ticker).expireAfterAccess(remembered).build();
        byAccount = table(ticker).expireAfterAccess(settings.window()).build();
        succeeded = table(ticker).expireAfterWrite(KNOWN_FOR).build();
    }

    private static Caffeine<Object, Object> table(Ticker ticker) {
        return Caffeine.newBuilder().maximumSize(ENTRIES).ticker(ticker::nanos).executor(Runnable::run);
    }

    /**
     * Whether a sign-in may be tried; if so it is under way.
     *
     * @param address of the client, for the log
     */
    Admission admit(Digest account, String address) {
        Source source = Source.of(address);
        Digest pair = digests.pair(account, source);
        Failures failures = byPair.get(pair, none -> new Failures());
        if (!failures.begin(now(), settings)) {
            meters.blocked();
            return REFUSED;
        }
        Duration delay = succeeded.getIfPresent(pair) == null ? delay(account) : Duration.ZERO;
        boolean waits = !delay.isZero();
        if (waits && room.enter(source) != SourcePlaces.Entry.TAKEN) {
            failures.end();
            forgetEmpty(pair);
            meters.crowded();
            return REFUSED;
        }
        if (waits) {
            meters.delayed();
        }
        return new Admission.Admitted(new Counted(account, pair, failures, waits ? source : null, address), delay);
    }

    /** What no region has called a failure takes no room from what one has. */
    private void forgetEmpty(Digest pair) {
        byPair.asMap().computeIfPresent(pair, (key, failures) -> failures.isEmpty() ? null : failures);
    }

    private long now() {
        return ticker.nanos() - begun;
    }

    private Duration delay(Digest account) {
        AccountFailures failures = byAccount.getIfPresent(account);
        return failures == null ? Duration.ZERO : failures.delay(now(), settings);
    }

    /** Sign-ins that are kept waiting now. */
    int waiting() {
        return room.taken();
    }

    /** Entries of the largest table, those that have ended perhaps among them. */
    long size() {
        byPair.cleanUp();
        byAccount.cleanUp();
        return Math.max(byPair.estimatedSize(), byAccount.estimatedSize());
    }

    private final class Counted implements Attempt {

        private final Digest account;
        private final Digest pair;
        private final Failures failures;
        private final String address;
        private @Nullable Source waitingAs;
        private boolean hasEnded;

        Counted(Digest account, Digest pair, Failures failures, @Nullable Source waitingAs, String address) {
            this.account = account;
            this.pair = pair;
            this.failures = failures;
            this.waitingAs = waitingAs;
            this.address = address;
        }

        @Override
        public void delayed() {
            Source source = waitingAs;
            waitingAs = null;
            if (source != null) {
                room.leave(source);
            }
        }

        @Override
        public void end(SignInResult result) {
            if (hasEnded) {
                return;
            }
            hasEnded = true;
            delayed();
            switch (result) {
                case SUCCEEDED -> {
                    failures.succeed();
                    succeeded.put(pair, true);
                }
                case FAILED -> fail();
                case NEITHER -> {
                    // It says nothing.
                }
            }
            failures.end();
            forgetEmpty(pair);
        }

        private void fail() {
            // A flood of others may have pushed it out meanwhile, and another may stand in its place.
            long blocked = byPair.get(pair, gone -> failures).fail(now(), settings);
            byAccount.get(account, none -> new AccountFailures()).fail(now(), settings);
            if (blocked > 0) {
                LOG.atInfo()
                        .addKeyValue("client", address)
                        .addKeyValue("seconds", Duration.ofNanos(blocked).toSeconds())
                        .log("an account is refused to a source");
            }
        }
    }
}
