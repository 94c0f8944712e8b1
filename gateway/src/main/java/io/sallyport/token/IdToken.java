package io.sallyport.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ID token (OpenID Connect Core §2) that a key of its issuer has signed. Holds the bytes that were signed, which nobody may
 * change.
 */
public final class IdToken {

    /** The private claim of a token that was signed anew: the one that it was made of. No provider's token has it. */
    public static final String ORIGINAL = "sallyport_original";

    private final SignedToken signed;

    IdToken(SignedToken signed) {
        this.signed = signed;
    }

    /** {@code iss}, exactly a trusted issuer. */
    public String issuer() {
        return signed.issuer().issuer();
    }

    /** Whether it is for this client: by {@code aud} or {@code azp}. */
    public boolean isFor(Set<String> names) {
        String party = signed.payload().authorizedParty();
        return names.stream().anyMatch(name -> name.equals(party) || audience().contains(name));
    }

    private Set<String> audience() {
        return signed.payload().claims(null).audience();
    }

    /** {@code at_hash}; null where there is none. */
    public @Nullable String accessTokenHash() {
        return signed.payload().accessTokenHash();
    }

    /** Whether it has the claim {@link #ORIGINAL}. */
    public boolean hasOriginal() {
        return signed.payload().hasOriginal();
    }

    /** How it is signed. */
    public Algorithm algorithm() {
        return signed.algorithm();
    }

    /** The one region that publishes the key which signed it; null where several do, or none. */
    public @Nullable String region() {
        return signed.signer().onlyRegion();
    }

    /** The header's JSON. */
    public byte[] header() {
        return signed.jws().header();
    }

    /** The payload's JSON: strict, no name twice at any depth. */
    public byte[] payload() {
        return signed.jws().payload();
    }

    /** The signature. */
    public byte[] signature() {
        return signed.jws().signature();
    }

    /** Names nobody: claims are personal data and stay out of logs. */
    @Override
    public String toString() {
        return "IdToken[issuer=" + issuer() + "]";
    }
}
