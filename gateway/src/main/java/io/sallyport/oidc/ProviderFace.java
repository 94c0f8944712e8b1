package io.sallyport.oidc;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Plane;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Discovery and JWKS as clients of the gateway see them. The discovery document is made from the first region that gives a
 * good one, looked at again from time to time, and kept through any outage, a restart included.
 */
public final class ProviderFace {

    /**
     * A region as a source of the discovery document.
     *
     * @param issuers its configured issuers
     */
    public record Source(Region region, Set<String> issuers) {

        RegionName name() {
            return region.name();
        }

        /** Where its endpoints are. */
        String base() {
            return region.settings().endpoint(Plane.LOGIN).url();
        }
    }

    /**
     * How it is set up.
     *
     * @param publicUrl the gateway's URL, without trailing slash
     * @param root the URL by which the gateway stands for the provider's whole server: the same, or its beginning
     * @param issuer what discovery names as issuer
     * @param signsIdTokens whether the gateway signs ID tokens anew
     * @param refresh between two looks at the regions' documents
     * @param retry between two looks until a region gave a document
     */
    public record Settings(
            String publicUrl, String root, String issuer, boolean signsIdTokens, Duration refresh, Duration retry) {}

    private record Rendered(String text, Document document) {}

    private final Vertx vertx;
    private final Settings settings;
    private final List<Source> sources;
    private final Discovery discovery;
    private final Supplier<Optional<String>> jwks;
    private final KeptDiscovery kept;
    private volatile @Nullable Document metadata;
    private volatile boolean hasAnswer;
    private volatile @Nullable Rendered keys;
    private volatile long timer = -1;
    private volatile boolean isClosed;

    /** Makes the face, which forgets its document when it ends. */
    public ProviderFace(
            Vertx vertx,
            Settings settings,
            List<Source> sources,
            BiPredicate<String, String> isForwarded,
            Supplier<Optional<String>> jwks) {
        this(vertx, settings, sources, isForwarded, jwks, LastDiscovery.NONE);
    }

    /**
     * Makes the face; {@link #start} fetches.
     *
     * @param sources the regions in order of preference
     * @param isForwarded whether the gateway forwards a method and path
     * @param jwks the union of the regions' public keys and the gateway's, as it is now; empty while none is in hand
     * @param disk where the document survives a restart
     */
    public ProviderFace(
            Vertx vertx,
            Settings settings,
            List<Source> sources,
            BiPredicate<String, String> isForwarded,
            Supplier<Optional<String>> jwks,
            LastDiscovery disk) {
        this.vertx = vertx;
        this.settings = settings;
        this.sources = List.copyOf(sources);
        this.discovery = new Discovery(
                settings.publicUrl(), settings.root(), settings.issuer(), settings.signsIdTokens(), isForwarded);
        this.jwks = jwks;
        this.kept = new KeptDiscovery(disk);
    }

    /**
     * Takes over the document of an earlier life, then fetches it, and again from time to time; the future ends with the first
     * round, good or not.
     */
    public Future<Void> start() {
        return vertx.executeBlocking(kept::load)
                .map(found -> found.flatMap(this::restored))
                .onSuccess(document -> document.ifPresent(one -> metadata = one))
                .transform(loaded -> look());
    }

    /** Stops fetching. */
    public void close() {
        isClosed = true;
        vertx.cancelTimer(timer);
    }

    /** What discovery names as issuer. */
    public String issuer() {
        return settings.issuer();
    }

    /** The discovery document; empty until a region gave one. */
    public Optional<Document> metadata() {
        return Optional.ofNullable(metadata);
    }

    /** The union of the regions' keys; empty until there is one, since a set without keys would be kept by its readers. */
    public Optional<Document> keys() {
        return jwks.get().map(this::rendered);
    }

    private Document rendered(String now) {
        Rendered known = keys;
        if (known == null || !known.text().equals(now)) {
            known = new Rendered(now, Document.of(Buffer.buffer(now)));
            keys = known;
        }
        return known.document();
    }

    private Optional<Document> restored(KeptDiscovery.Kept found) {
        return sources.stream()
                .filter(source -> source.name().value().equals(found.region()))
                .findFirst()
                .flatMap(source -> discovery.of(found.document(), source.issuers(), source.base()))
                .map(document -> Document.of(document.toBuffer()));
    }

    private Future<Void> look() {
        return refresh(0).onComplete(done -> schedule());
    }

    private void schedule() {
        if (isClosed) {
            return;
        }
        Duration wait = hasAnswer ? settings.refresh() : settings.retry();
        timer = vertx.setTimer(wait.toMillis(), t -> look());
    }

    private Future<Void> refresh(int index) {
        if (index == sources.size()) {
            return Future.succeededFuture();
        }
        Source source = sources.get(index);
        return RegionDocument.fetch(source.region())
                .compose(found ->
                        found.filter(regional -> accept(source, regional)).isPresent()
                                ? Future.succeededFuture()
                                : refresh(index + 1));
    }

    private boolean accept(Source source, JsonObject regional) {
        try {
            Optional<JsonObject> made = discovery.of(regional, source.issuers(), source.base());
            made.ifPresent(document -> take(source, regional, document));
            return made.isPresent()
                    || RegionDocument.refuse(source.region(), "its issuer is not configured, or endpoints are missing");
        } catch (RuntimeException e) {
            // Whatever a region sends: the next one is asked.
            return RegionDocument.refuse(source.region(), "it is no discovery document");
        }
    }

    private void take(Source source, JsonObject regional, JsonObject made) {
        metadata = Document.of(made.toBuffer());
        hasAnswer = true;
        kept.keep(source.name().value(), regional);
    }
}
