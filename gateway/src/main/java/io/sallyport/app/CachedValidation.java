package io.sallyport.app;

import io.sallyport.config.SallyportConfig;
import io.sallyport.keys.JwksKeys;
import io.sallyport.keys.TokenValidation;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.time.Ticker;
import io.sallyport.time.Wall;
import io.sallyport.token.CachedVerifier;
import io.sallyport.token.Revocations;
import io.sallyport.token.SignatureChecker;
import io.sallyport.token.TokenVerifier;
import io.sallyport.token.VerdictCache;
import io.vertx.core.Vertx;

/** Validation of access tokens whose verdicts are cached and counted. */
final class CachedValidation {

    /** What an accepted token takes in the cache, about. */
    private static final long BYTES_PER_VERDICT = 1024;

    private CachedValidation() {}

    static TokenValidation of(
            Vertx vertx,
            SallyportConfig config,
            Settings settings,
            SignatureChecker signatures,
            JwksKeys keys,
            Revocations revocations,
            TokenMeters meters,
            Ticker ticker) {
        TokenVerifier verifier = new TokenVerifier(settings.tokens().trustedIssuers(), signatures);
        VerdictCache cache =
                new VerdictCache(config.validation().cacheEntries() * BYTES_PER_VERDICT, ticker, new Counted(meters));
        return new TokenValidation(vertx, new CachedVerifier(verifier, keys, cache, revocations), keys, Wall.system());
    }

    private record Counted(TokenMeters meters) implements VerdictCache.Observer {

        @Override
        public void hit() {
            meters.cacheHit();
        }

        @Override
        public void miss() {
            meters.cacheMiss();
        }
    }
}
