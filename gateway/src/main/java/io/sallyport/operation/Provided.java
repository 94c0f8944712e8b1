package io.sallyport.operation;

import java.util.List;

/**
 * Where a provider keeps its documents.
 *
 * @param jwks the path of a region's key set, below the base of its keys
 * @param discoveryAliases further paths of the discovery document, as the provider's clients know them, below the server's root
 * @param jwksAliases further paths of the key set, likewise
 * @param linksFromHost whether pages name the host by which they were asked for, so that their links must be exchanged
 */
public record Provided(String jwks, List<String> discoveryAliases, List<String> jwksAliases, boolean linksFromHost) {

    /** Copies its lists. */
    public Provided {
        discoveryAliases = List.copyOf(discoveryAliases);
        jwksAliases = List.copyOf(jwksAliases);
    }
}
