package io.sallyport.keys;

import static io.sallyport.token.SampleClaims.ISSUER;
import static io.sallyport.token.SampleClaims.NOW;

import io.sallyport.token.CachedVerifier;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocations;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.SignatureChecker;
import io.sallyport.token.TokenMint;
import io.sallyport.token.TokenVerifier;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.token.Verdict;
import io.sallyport.token.VerdictCache;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two regions' JWKS endpoints on real sockets, and gateways' keys, lives of which follow one another on one disk. */
final class RunningKeys implements AfterEachCallback {

    static final Duration MAX_STALE = Duration.ofHours(1);

    final Vertx vertx = Vertx.vertx();
    final ScriptedJwks west = new ScriptedJwks(vertx, "us-west-2");
    final ScriptedJwks east = new ScriptedJwks(vertx, "us-east-1");
    final RecordingObserver observer = new RecordingObserver();
    final KeysOnDisk disk = new KeysOnDisk();
    private final HttpClient client = vertx.createHttpClient(JwksKeys.clientOptions());
    /** What the next gateway signs with; null for nothing. */
    @Nullable
    OwnKeySet own;

    private final AtomicLong nanos = new AtomicLong(-1_000);

    @Override
    public void afterEach(ExtensionContext context) {
        vertx.close().await();
    }

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    DeniedKeys denied(String... configured) {
        return new DeniedKeys(List.of(configured), disk.denials());
    }

    /** Both regions are sources of one issuer. */
    JwksKeys keys(Duration refresh, DeniedKeys denied) {
        KeysSettings settings = new KeysSettings(
                List.of(new IssuerSource(ISSUER, List.of(west.url(), east.url()))),
                refresh,
                MAX_STALE,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                64 * 1024);
        KeysSeams seams = new KeysSeams(disk, observer, nanos::get, () -> NOW.plusNanos(nanos.get()), new Random(1));
        return new JwksKeys(vertx, client, settings, seams, denied, own);
    }

    JwksKeys started(DeniedKeys denied) {
        JwksKeys keys = keys(MAX_STALE, denied);
        keys.start().await();
        return keys;
    }

    TokenValidation validation(JwksKeys keys) {
        TokenVerifier verifier = new TokenVerifier(List.of(TrustedIssuer.of(ISSUER)), SignatureChecker.platform());
        VerdictCache cache = new VerdictCache(1 << 20, nanos::get, VerdictCache.Observer.NONE);
        return new TokenValidation(vertx, new CachedVerifier(verifier, keys, cache, Revocations.NONE), keys, () -> NOW);
    }

    static Verdict verdict(TokenValidation validation, TokenMint mint) {
        return validation.validate(mint.token(SampleClaims.good()), Policy.ANY).await();
    }
}
