package io.sallyport.keys;

import io.sallyport.token.VerificationKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all issuers, kept fresh from their sources. Lookups are from memory; everything else runs on one event loop.
 * Sources that fail are asked again after 1, 2, 4... seconds, up to the regular interval.
 */
public final class JwksKeys implements VerificationKeys {

    private final Vertx vertx;
    private final Context context;
    private final KeysSettings settings;
    private final KeysSeams seams;
    private final JwksSources sources;
    private final DeniedKeys denied;
    private final @Nullable OwnKeySet own;
    private final Map<String, IssuerKeys> issuers = new LinkedHashMap<>();
    private final Map<IssuerKeys, Long> timers = new LinkedHashMap<>();
    private final Map<IssuerKeys, Integer> failures = new LinkedHashMap<>();
    private volatile PublicJwks published = PublicJwks.EMPTY;
    private volatile @Nullable String publishedJson;
    private boolean closed;

    /** Not started yet: knows no key. Denies none. */
    public JwksKeys(Vertx vertx, HttpClient client, KeysSettings settings, KeysSeams seams) {
        this(vertx, client, settings, seams, new DeniedKeys(List.of(), DenialStore.NONE), null);
    }

    /**
     * Not started yet: knows no key.
     *
     * @param client stays the caller's to close; see {@link #clientOptions}
     * @param denied keys that are as good as not published, from each change of it on
     * @param own keys of the gateway, which are published with those of the issuers; null where it signs nothing
     */
    public JwksKeys(
            Vertx vertx,
            HttpClient client,
            KeysSettings settings,
            KeysSeams seams,
            DeniedKeys denied,
            @Nullable OwnKeySet own) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        this.seams = seams;
        JwksFetch fetch = new JwksFetch(client, settings.timeout(), settings.maxBytes());
        this.sources = new JwksSources(fetch, seams, this::publish);
        this.denied = denied;
        this.own = own;
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
     * @return completes when the first answers are in or timed out, whatever the sources do; fails where the list of denied
     *     keys cannot be read back, and must not be used then
     */
    public Future<Void> start() {
        denied.onChange(() -> context.runOnContext(changed -> publish()));
        return vertx.executeBlocking(this::load)
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
        return keys == null || denied.denies(issuer, kid) ? Unknown.INSTANCE : keys.find(kid);
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
     * The union of all issuers' keys and the gateway's own as a JWK set, from memory, through any outage; public members only.
     * Empty while no issuer's key is in hand: who verifies access tokens would keep a set without them.
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

    private List<JwksSources.Stored> load() throws IOException {
        denied.load();
        return sources.load(issuers.values());
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
            int failed = allGood ? 0 : failures.getOrDefault(keys, 0) + 1;
            failures.put(keys, failed);
            timers.put(keys, vertx.setTimer(delayMillis(keys, failed), id -> refresh(keys)));
        }
    }

    private long delayMillis(IssuerKeys keys, int failed) {
        return failed == 0
                ? RefreshDelay.afterSuccess(settings.refresh(), keys.maxAge(), seams.random())
                : RefreshDelay.afterFailure(settings.refresh(), failed, seams.random());
    }

    private void publish() {
        List<JwksDocument> theirs = issuers.values().stream()
                .flatMap(keys -> undenied(keys.source().issuer(), keys.documents().stream()))
                .toList();
        Stream<JwksDocument> mine = own == null ? Stream.empty() : undenied(own.issuer(), Stream.of(own.document()));
        PublicJwks now = PublicJwks.of(Stream.concat(mine, theirs.stream()).toList());
        now.collisions().stream()
                .filter(kid -> !published.collisions().contains(kid))
                .forEach(seams.observer()::collided);
        published = now;
        publishedJson = theirs.stream().allMatch(one -> one.keys().isEmpty()) ? null : now.json();
    }

    private Stream<JwksDocument> undenied(String issuer, Stream<JwksDocument> documents) {
        return documents.map(one -> one.without(kid -> denied.denies(issuer, kid)));
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(
                start -> Future.succeededFuture().compose(now -> work.get()).onComplete(done));
        return done.future();
    }
}
