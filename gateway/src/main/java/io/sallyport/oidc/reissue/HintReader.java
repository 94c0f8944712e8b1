package io.sallyport.oidc.reissue;

import io.sallyport.failover.RegionName;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.keys.IdTokenValidation;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.token.ClaimedOrigin;
import io.sallyport.token.IdToken;
import io.sallyport.token.IdTokenVerdict;
import io.sallyport.token.IdTokenVerifier;
import io.sallyport.token.SignatureChecker;
import io.sallyport.token.TrustedIssuer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads ID tokens that come back, however old: from memory, so that an event loop may ask. Thread-safe. */
final class HintReader {

    private final Regions regions;
    private final IdTokenValidation issued;
    private final @Nullable Own own;

    /**
     * Makes one.
     *
     * @param own knows the gateway's; null where there are none
     */
    HintReader(Regions regions, IdTokenValidation issued, @Nullable Own own) {
        this.regions = regions;
        this.issued = issued;
        this.own = own;
    }

    Hint read(String token) {
        return own != null && own.isClaimedBy(token) ? own.read(token, regions) : asIssued(token);
    }

    /** A region's own tells where its session is as far as its key does. */
    private Hint asIssued(String token) {
        IdTokenVerdict verdict = issued.identify(token);
        if (!(verdict instanceof IdTokenVerdict.Genuine genuine)) {
            return new Hint.AsIssued(null);
        }
        String region = genuine.token().region();
        return new Hint.AsIssued(
                region == null
                        ? null
                        : regions.home(new RegionName(region), genuine.token().issuer()));
    }

    /** The gateway's own. */
    static final class Own {

        private final GatewayKeys keys;
        private final DeniedKeys denied;
        private final KeyRing ring;
        private final IdTokenVerifier verifier;

        Own(GatewayKeys keys, DeniedKeys denied, KeyRing ring, SignatureChecker signatures) {
            this.keys = keys;
            this.denied = denied;
            this.ring = ring;
            this.verifier = new IdTokenVerifier(List.of(TrustedIssuer.of(keys.issuer())), signatures);
        }

        /** By name or by key: an altered one, too, is recognized by what is left of it. */
        boolean isClaimedBy(String token) {
            ClaimedOrigin claimed = ClaimedOrigin.of(token);
            String kid = claimed.kid();
            return keys.issuer().equals(claimed.issuer()) || (kid != null && keys.has(kid));
        }

        Hint read(String token, Regions regions) {
            if (!(verifier.identify(token, keys.known(denied)) instanceof IdTokenVerdict.Genuine genuine)) {
                return new Hint.Forged();
            }
            IdToken reissued = genuine.token();
            Optional<Original> original = Original.of(reissued, ring);
            return original.map(found -> reissued(found, reissued, regions)).orElseGet(Hint.Forged::new);
        }

        private static Hint reissued(Original original, IdToken reissued, Regions regions) {
            String text = original.text(reissued.payload());
            String issuer = ClaimedOrigin.of(text).issuer();
            return new Hint.Reissued(text, regions.home(original.region(), issuer == null ? "" : issuer));
        }
    }
}
