package io.sallyport.keys;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The union of all issuers' keys, for the gateway's own JWKS endpoint.
 *
 * @param keys public JWKs as JSON, each key once
 * @param collisions ids under which different keys are published
 */
record PublicJwks(List<String> keys, Set<String> collisions) {

    static final PublicJwks EMPTY = new PublicJwks(List.of(), Set.of());

    static PublicJwks of(Collection<JwksDocument> documents) {
        Map<String, String> union = new LinkedHashMap<>();
        Map<String, String> thumbprints = new HashMap<>();
        Set<String> collisions = new HashSet<>();
        for (JwksDocument document : documents) {
            for (JwksDocument.PublishedKey one : document.keys()) {
                String kid = one.key().kid();
                String thumbprint = one.key().thumbprint();
                union.putIfAbsent(thumbprint + ' ' + kid, one.json());
                String earlier = thumbprints.putIfAbsent(kid, thumbprint);
                if (earlier != null && !earlier.equals(thumbprint)) {
                    collisions.add(kid);
                }
            }
        }
        return new PublicJwks(List.copyOf(union.values()), Set.copyOf(collisions));
    }

    String json() {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }
}
