package io.sallyport.app;

import io.sallyport.config.Issuer;
import io.sallyport.config.SallyportConfig;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.keys.IdTokenValidation;
import io.sallyport.keys.JwksKeys;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.reissue.GatewayKeys;
import io.sallyport.oidc.reissue.IdTokens;
import io.sallyport.time.Wall;
import io.sallyport.token.IdTokenVerifier;
import io.sallyport.token.SignatureChecker;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway as a signer of ID tokens, where the configuration makes it one. */
final class OwnSignature {

    private static final Logger LOG = LoggerFactory.getLogger(OwnSignature.class);

    private OwnSignature() {}

    /**
     * Its keys, ready to sign, and says in one line who does; null where it signs nothing. Computes for some 100 ms: not for
     * an event loop.
     *
     * @param ring has keys that sign where the gateway does
     */
    static @Nullable GatewayKeys keys(SallyportConfig config, KeyRing ring) {
        if (config.issuer().mode() != Issuer.Mode.REISSUE) {
            return null;
        }
        GatewayKeys keys = new GatewayKeys(
                config.publicUrl().toString(),
                ring.signing().orElseThrow(),
                VerificationCrypto.nativeProvider(config.validation().crypto()));
        LOG.atInfo().addKeyValue("native", keys.isNative()).log("ID tokens are signed anew");
        return keys;
    }

    /** What happens to ID tokens. */
    static IdTokens tokens(
            Vertx vertx,
            Settings settings,
            Gateway.Store store,
            SignatureChecker signatures,
            JwksKeys keys,
            DeniedKeys denied,
            TokenMeters meters) {
        IdTokenVerifier verifier = new IdTokenVerifier(settings.tokens().trustedIssuers(), signatures);
        IdTokenValidation validation = new IdTokenValidation(vertx, verifier, keys, Wall.system());
        GatewayKeys own = store.own();
        return own == null
                ? IdTokens.asIssued(settings.issuers(), validation, meters)
                : IdTokens.reissued(
                        vertx, settings.issuers(), validation, own, denied, store.ring(), signatures, meters);
    }
}
