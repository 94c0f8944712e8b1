package io.sallyport.token;

import java.security.PublicKey;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key that an issuer publishes.
 *
 * @param kid its id
 * @param key the public key
 * @param algorithms what it may verify; empty where it is too weak or published for something else, so that a token which
 *     names it is refused at once and not looked for again
 * @param thumbprint RFC 7638, SHA-256: the same key is the same text wherever it is published
 * @param regions the regions that publish it; none where only a place of no one region does
 */
public record VerificationKey(
        String kid, PublicKey key, Set<Algorithm> algorithms, String thumbprint, Set<String> regions) {

    /** Copies what it is given. */
    public VerificationKey {
        algorithms = Set.copyOf(algorithms);
        regions = Set.copyOf(regions);
    }

    /** The same key, published by this region too. */
    public VerificationKey alsoIn(Set<String> others) {
        Set<String> all = new TreeSet<>(regions);
        all.addAll(others);
        return new VerificationKey(kid, key, algorithms, thumbprint, all);
    }

    /** The same key, for no other algorithms than these. */
    public VerificationKey onlyFor(Set<Algorithm> others) {
        Set<Algorithm> kept = algorithms.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
        return new VerificationKey(kid, key, kept, thumbprint, regions);
    }

    /** Whether the other is the same key, wherever published. */
    public boolean isSameKey(VerificationKey other) {
        return thumbprint.equals(other.thumbprint);
    }

    /** The region where only one publishes it. */
    @Nullable
    String onlyRegion() {
        return regions.size() == 1 ? regions.iterator().next() : null;
    }
}
