package io.sallyport.keys;

import java.util.List;

/**
 * An issuer and where its keys are published. Several places are OR-ed: a key of any is a key of the issuer.
 *
 * @param issuer exactly as in its tokens
 * @param urls one or more
 */
public record IssuerSource(String issuer, List<SourceUrl> urls) {

    /** Refuses an issuer without a place. */
    public IssuerSource {
        urls = List.copyOf(urls);
        if (issuer.isEmpty() || urls.isEmpty()) {
            throw new IllegalArgumentException("an issuer needs a name and at least one JWKS URL");
        }
    }
}
