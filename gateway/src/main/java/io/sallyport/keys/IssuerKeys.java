package io.sallyport.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.time.Ticker;
import io.sallyport.token.Verdict.Doubt;
import io.sallyport.token.VerificationKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One issuer's keys: what its sources said last, and looks at them, one round at a time. Everything runs on the event loop of
 * {@link JwksKeys} but {@link #find} and {@link #newestNanos}, which any thread may call.
 */
final class IssuerKeys {

    /** Requests that wait for one look; more are told that their key is unseen. */
    private static final int MAX_WAITING = 1024;

    private static final int MAX_REMEMBERED = 10_000;

    /** Where rounds go for answers, and what they tell. */
    interface Sources {
        /** Asks one source; never fails. */
        Future<JwksDocument.Reading> ask(IssuerSource issuer, SourceUrl source);

        /** The issuer's keys may have changed. */
        void changed();
    }

    private record Waiting(String kid, boolean cameLate, Promise<Void> done) {}

    private final IssuerSource issuer;
    private final KeysSettings settings;
    private final Ticker ticker;
    private final Sources sources;
    private final Cache<String, Boolean> unknown;

    private final Map<SourceUrl, KeySnapshot.Answered> answers = new HashMap<>();
    private List<Waiting> waiting = new ArrayList<>();
    private @Nullable Future<Boolean> round;
    private @Nullable Duration maxAge;

    private volatile KeySnapshot snapshot = KeySnapshot.EMPTY;
    private volatile boolean inRound;
    private volatile boolean wasLastRoundWhole;
    private volatile long nextLookNanos;

    IssuerKeys(IssuerSource issuer, KeysSettings settings, Ticker ticker, Sources sources) {
        this.issuer = issuer;
        this.settings = settings;
        this.ticker = ticker;
        this.sources = sources;
        this.nextLookNanos = ticker.nanos();
        this.unknown = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(settings.unknownMemory())
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    IssuerSource source() {
        return issuer;
    }

    @Nullable
    Long newestNanos() {
        return snapshot.newestNanos();
    }

    List<JwksDocument> documents() {
        return answered().stream().map(KeySnapshot.Answered::document).toList();
    }

    VerificationKeys.Lookup find(String kid) {
        KeySnapshot now = snapshot;
        KeySnapshot.Entry entry = now.byKid().get(kid);
        if (entry != null) {
            return isStale(entry.newestNanos()) ? new VerificationKeys.Unsure(Doubt.STALE_KEYS) : entry.found();
        }
        if (unknown.getIfPresent(kid) != null) {
            return VerificationKeys.Unknown.INSTANCE;
        }
        return inRound || mayLook() ? new VerificationKeys.Unsure(Doubt.UNSEEN_KEY) : withoutLook(now);
    }

    /** Takes an answer of an earlier life, good at that time; one from a source itself wins. */
    void restore(SourceUrl source, JwksDocument document, long atNanos) {
        if (answers.putIfAbsent(source, new KeySnapshot.Answered(document, atNanos)) == null) {
            publish();
        }
    }

    /** Completes once the key is there, or a look at all sources that began after this call is over, or none is allowed. */
    Future<Void> lookFor(String kid) {
        if (snapshot.byKid().containsKey(kid) || waiting.size() >= MAX_WAITING || (!inRound && !mayLook())) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        waiting.add(new Waiting(kid, inRound, done));
        if (!inRound) {
            look();
        }
        return done.future();
    }

    /** Asks all sources at once, or joins the round that is on its way; tells whether all gave good answers. */
    Future<Boolean> round() {
        Future<Boolean> running = round;
        if (running != null) {
            return running;
        }
        Promise<Boolean> over = Promise.promise();
        round = over.future();
        inRound = true;
        maxAge = null;
        Future.all(issuer.urls().stream().map(this::ask).toList()).onComplete(all -> {
            boolean isWhole =
                    all.succeeded() && all.result().<Boolean>list().stream().allMatch(good -> good);
            endRound(isWhole);
            over.complete(isWhole);
        });
        return over.future();
    }

    /** The shortest time for which a source called its answer fresh in the last round; null where none did. */
    @Nullable
    Duration maxAge() {
        return maxAge;
    }

    private void look() {
        nextLookNanos = ticker.nanos() + settings.lookInterval().toNanos();
        round();
    }

    private Future<Boolean> ask(SourceUrl source) {
        return sources.ask(issuer, source).map(reading -> take(source, reading));
    }

    private boolean take(SourceUrl source, JwksDocument.Reading reading) {
        if (!(reading instanceof JwksDocument.Good good)) {
            return false;
        }
        answers.put(source, new KeySnapshot.Answered(good.document(), ticker.nanos()));
        maxAge = shorter(maxAge, good.maxAge());
        publish();
        release(one -> snapshot.byKid().containsKey(one.kid()));
        return true;
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** In the order of configuration, not of arrival: what is published is one text on every node, and has one tag. */
    private List<KeySnapshot.Answered> answered() {
        return issuer.urls().stream()
                .flatMap(source -> Stream.ofNullable(answers.get(source)))
                .toList();
    }

    private void publish() {
        snapshot = KeySnapshot.of(answered());
        sources.changed();
    }

    /** Only where all sources gave good answers is a key that none of them has unknown: a silent one may have it. */
    private void endRound(boolean isWhole) {
        inRound = false;
        round = null;
        wasLastRoundWhole = isWhole;
        if (isWhole) {
            waiting.stream().filter(one -> !one.cameLate()).forEach(one -> unknown.put(one.kid(), true));
        }
        // Who came while the round was on its way may ask for what it was too early to see.
        boolean again = mayLook() && waiting.stream().anyMatch(Waiting::cameLate);
        release(one -> !again || !one.cameLate());
        if (again) {
            waiting.replaceAll(one -> new Waiting(one.kid(), false, one.done()));
            look();
        }
    }

    private void release(Predicate<Waiting> which) {
        List<Waiting> released = waiting.stream().filter(which).toList();
        waiting = new ArrayList<>(waiting.stream().filter(which.negate()).toList());
        released.forEach(one -> one.done().complete());
    }

    private boolean mayLook() {
        return ticker.nanos() - nextLookNanos >= 0;
    }

    private boolean isStale(long atNanos) {
        return ticker.nanos() - atNanos > settings.maxStale().toNanos();
    }

    private VerificationKeys.Lookup withoutLook(KeySnapshot now) {
        if (now.newestNanos() == null) {
            return new VerificationKeys.Unsure(Doubt.NO_KEYS);
        }
        if (isStale(now.newestNanos())) {
            return new VerificationKeys.Unsure(Doubt.STALE_KEYS);
        }
        return wasLastRoundWhole
                ? VerificationKeys.Unknown.INSTANCE
                : new VerificationKeys.Unsure(Doubt.UNREACHABLE_KEYS);
    }
}
