package io.sallyport.keys;

import io.sallyport.token.VerificationKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all issuers, kept fresh from their sources. Lookups are from memory; everything else runs on one event loop.
 * Sources that fail are asked again after 1, 2, 4... seconds, up to the regular interval.
 */
public final class JwksKeys implements VerificationKeys {

    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final int MAX_DOUBLINGS = 20;

    private final Vertx vertx;
    private final Context context;
    private final KeysSettings settings;
    private final KeysSeams seams;
    private final JwksSources sources;
    private final Map<String, IssuerKeys> issuers = new LinkedHashMap<>();
    private final Map<IssuerKeys, Long> timers = new LinkedHashMap<>();
    private final Map<IssuerKeys, Integer> failures = new LinkedHashMap<>();
    private volatile PublicJwks published = PublicJwks.EMPTY;
    private volatile @Nullable String publishedJson;
    private boolean closed;

    /**
     * Not started yet: knows no key.
     *
     * @param client stays the caller's to close; see {@link #clientOptions}
     */
    public JwksKeys(Vertx vertx, HttpClient client, KeysSettings settings, KeysSeams seams) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        this.seams = seams;
        JwksFetch fetch = new JwksFetch(client, settings.timeout(), settings.maxBytes());
        this.sources = new JwksSources(fetch, seams, this::publish);
        settings.issuers()
                .forEach(issuer ->
                        issuers.put(issuer.issuer(), new IssuerKeys(issuer, settings, seams.ticker(), sources)));
    }

    /** Options of a client that suits: few connections, bounded waiting, certificates and host names checked. */
    public static HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setConnectTimeout(2_000)
                .setIdleTimeout(30)
                .setKeepAliveTimeout(10)
                .setMaxHeaderSize(16 * 1024);
    }

    /**
     * Takes over what was kept of an earlier life, then asks all sources; refreshes from then on.
     *
     * @return completes when the first answers are in or timed out; fails never, whatever the sources do
     */
    public Future<Void> start() {
        return vertx.executeBlocking(() -> sources.load(issuers.values()))
                .compose(stored -> onContext(() -> restore(stored)))
                .compose(restored -> refresh());
    }

    /** Stops refreshing. Keys in hand go on to serve. */
    public Future<Void> close() {
        return onContext(() -> {
            closed = true;
            timers.values().forEach(vertx::cancelTimer);
            return Future.succeededFuture();
        });
    }

    @Override
    public Lookup find(String issuer, String kid) {
        IssuerKeys keys = issuers.get(issuer);
        return keys == null ? Unknown.INSTANCE : keys.find(kid);
    }

    /**
     * Looks at the issuer's sources for a key that is not in hand: one look at a time and a few a minute, however many ask.
     *
     * @return completes when {@link #find} knows more, or will not for now; never fails. On another context than the caller's.
     */
    public Future<Void> lookFor(String issuer, String kid) {
        IssuerKeys keys = issuers.get(issuer);
        return keys == null ? Future.succeededFuture() : onContext(() -> keys.lookFor(kid));
    }

    /** Asks all sources of all issuers now. */
    Future<Void> refresh() {
        return onContext(this::refreshAll);
    }

    /**
     * The union of all issuers' keys as a JWK set, from memory, through any outage; public members only. Empty while no key
     * is in hand.
     */
    public Optional<String> publicJwks() {
        return Optional.ofNullable(publishedJson);
    }

    /** Whether keys of at least one issuer are in hand, from a source or from disk. */
    public boolean inHand() {
        return issuers.values().stream().anyMatch(keys -> keys.newestNanos() != null);
    }

    /** The configured issuers, in order. */
    public Set<String> issuers() {
        return Set.copyOf(issuers.keySet());
    }

    /** How old the youngest good answer of an issuer's sources is, in seconds; NaN where there never was one. */
    public double ageSeconds(String issuer) {
        IssuerKeys keys = issuers.get(issuer);
        Long newest = keys == null ? null : keys.newestNanos();
        return newest == null ? Double.NaN : (seams.ticker().nanos() - newest) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static Future<Void> restore(List<JwksSources.Stored> stored) {
        stored.forEach(one -> one.keys().restore(one.source(), one.document(), one.atNanos()));
        return Future.succeededFuture();
    }

    private Future<Void> refreshAll() {
        return Future.all(issuers.values().stream().map(this::refresh).toList()).mapEmpty();
    }

    private Future<Boolean> refresh(IssuerKeys keys) {
        return keys.round().onSuccess(allGood -> schedule(keys, allGood));
    }

    private void schedule(IssuerKeys keys, boolean allGood) {
        Long earlier = timers.remove(keys);
        if (earlier != null) {
            vertx.cancelTimer(earlier);
        }
        if (!closed) {
            failures.merge(keys, 1, (count, one) -> allGood ? 0 : count + one);
            timers.put(keys, vertx.setTimer(delayMillis(allGood ? 0 : failures.get(keys)), id -> refresh(keys)));
        }
    }

    private long delayMillis(int failed) {
        long regular = settings.refresh().toMillis();
        long wait =
                failed == 0 ? regular : Math.min(regular, FIRST_RETRY_MILLIS << Math.min(failed - 1, MAX_DOUBLINGS));
        return Math.max(1, Math.round(wait * (0.9 + 0.2 * seams.random().nextDouble())));
    }

    private void publish() {
        PublicJwks now = PublicJwks.of(issuers.values().stream()
                .flatMap(keys -> keys.documents().stream())
                .toList());
        now.collisions().stream()
                .filter(kid -> !published.collisions().contains(kid))
                .forEach(seams.observer()::collided);
        published = now;
        publishedJson = now.keys().isEmpty() ? null : now.json();
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(
                start -> Future.succeededFuture().compose(now -> work.get()).onComplete(done));
        return done.future();
    }
}
