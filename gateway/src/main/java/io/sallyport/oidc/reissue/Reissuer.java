package io.sallyport.oidc.reissue;

import io.sallyport.failover.RegionName;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.keys.IdTokenValidation;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.token.Algorithm;
import io.sallyport.token.IdToken;
import io.sallyport.token.IdTokenVerdict;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verifies a region's ID token and signs what it says anew, under the gateway's name. Thread-safe. */
final class Reissuer {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Regions regions;
    private final IdTokenValidation validation;
    private final GatewayKeys keys;
    private final DeniedKeys denied;
    private final KeyRing ring;
    private final SigningPool pool;

    Reissuer(
            Regions regions,
            IdTokenValidation validation,
            GatewayKeys keys,
            DeniedKeys denied,
            KeyRing ring,
            SigningPool pool) {
        this.regions = regions;
        this.validation = validation;
        this.keys = keys;
        this.denied = denied;
        this.ring = ring;
        this.pool = pool;
    }

    /** What became of a token. */
    sealed interface Result {}

    /** A token under the gateway's name. */
    record Reissued(String token) implements Result {
        @Override
        public String toString() {
            return "Reissued";
        }
    }

    /**
     * None.
     *
     * @param reason from a closed list, for the log and the meter
     */
    record Refused(String reason) implements Result {}

    /**
     * Signs anew.
     *
     * @param region that gave the token
     * @param clients names of the client that it is for, one of which it must bear; empty where they are not known
     * @param accessToken the one that it goes with; null where it goes with none
     * @return fails by a bug alone
     */
    Future<Result> reissue(RegionName region, Set<String> clients, String token, @Nullable String accessToken) {
        return validation.validate(token).compose(verdict -> {
            if (verdict instanceof IdTokenVerdict.NotBelieved not) {
                return Future.succeededFuture(new Refused(not.verdict().reasonTag()));
            }
            IdToken genuine = ((IdTokenVerdict.Genuine) verdict).token();
            return fault(region, clients, genuine, accessToken)
                    .<Future<Result>>map(reason -> Future.succeededFuture(new Refused(reason)))
                    .orElseGet(() -> sign(region, genuine, accessToken));
        });
    }

    private Optional<String> fault(
            RegionName region, Set<String> clients, IdToken token, @Nullable String accessToken) {
        if (!regions.signs(region, token.issuer())) {
            return Optional.of("issuer");
        }
        if (!clients.isEmpty() && !token.isFor(clients)) {
            return Optional.of("audience");
        }
        String hash = token.accessTokenHash();
        if (hash != null && accessToken != null && !hash.equals(AccessTokenHash.of(accessToken, token.algorithm()))) {
            return Optional.of("access_token_hash");
        }
        return token.hasOriginal() ? Optional.of("reserved_claim") : Optional.empty();
    }

    private Future<Result> sign(RegionName region, IdToken token, @Nullable String accessToken) {
        Optional<TokenSigner> signer = keys.signer(denied);
        if (signer.isEmpty()) {
            return Future.succeededFuture(new Refused("denied_keys"));
        }
        return pool.<Result>run(() -> new Reissued(made(signer.get(), region, token, accessToken)))
                .orElseGet(() -> Future.succeededFuture(new Refused("overload")));
    }

    private String made(TokenSigner signer, RegionName region, IdToken token, @Nullable String accessToken) {
        String atHash = accessToken == null ? null : AccessTokenHash.of(accessToken, Algorithm.RS256);
        PayloadText.Made payload = PayloadText.of(token, keys.issuer(), atHash);
        String original = Original.of(region, token, payload.back()).sealed(ring);
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + signer.kid() + "\",\"typ\":\"JWT\"}";
        String signed = ENCODER.encodeToString(header.getBytes(StandardCharsets.US_ASCII))
                + '.'
                + ENCODER.encodeToString(payload.text().withOriginal(original));
        return signed + '.' + ENCODER.encodeToString(signer.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }
}
