package io.sallyport.oidc.reissue;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.keys.OwnKeySet;
import io.sallyport.oidc.affinity.SigningKeys;
import io.sallyport.token.JwkReader;
import io.sallyport.token.VerificationKey;
import io.sallyport.token.VerificationKeys;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateway's own keys at work: which signs, which are published, which are known again. Thread-safe. */
public final class GatewayKeys {

    private final String issuer;
    private final OwnKeySet published;
    /** In the order in which they sign. */
    private final List<TokenSigner> signers;

    private final Map<String, VerificationKey> known;

    /**
     * Makes them ready to sign. Computes for some milliseconds: not for an event loop.
     *
     * @param issuer under whose name they sign
     * @param nativeProvider signs where it proves itself; null for none
     */
    public GatewayKeys(String issuer, SigningKeys keys, @Nullable Provider nativeProvider) {
        this.issuer = issuer;
        this.published = new OwnKeySet(issuer, new JWKSet(List.<JWK>copyOf(keys.published())).toString());
        this.signers = Stream.of(keys.signing(), keys.waiting())
                .map(key -> TokenSigner.of(key, nativeProvider))
                .toList();
        this.known = keys.known().stream()
                .flatMap(key -> JwkReader.read(key, null).stream())
                .collect(Collectors.toUnmodifiableMap(VerificationKey::kid, Function.identity()));
    }

    /** Under whose name they sign. */
    public String issuer() {
        return issuer;
    }

    /** Those that clients may need. */
    public OwnKeySet published() {
        return published;
    }

    /** Whether the native provider signs with all of them. */
    public boolean isNative() {
        return signers.stream().allMatch(TokenSigner::isNative);
    }

    /** The one that signs now: where it is denied the one in waiting, which is published; empty where that is denied too. */
    Optional<TokenSigner> signer(DeniedKeys denied) {
        return signers.stream()
                .filter(signer -> !denied.denies(issuer, signer.kid()))
                .findFirst();
    }

    /** Whether a key of that id is one of them, denied or not. */
    boolean has(String kid) {
        return known.containsKey(kid);
    }

    /** Those by which the gateway knows its own tokens again. */
    VerificationKeys known(DeniedKeys denied) {
        return (name, kid) -> {
            VerificationKey key = name.equals(issuer) && !denied.denies(issuer, kid) ? known.get(kid) : null;
            return key == null ? VerificationKeys.Unknown.INSTANCE : new VerificationKeys.Found(List.of(key));
        };
    }
}
