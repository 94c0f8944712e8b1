package io.sallyport.regions.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.regions.token.Secrets;
import io.sallyport.regions.web.Call;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Authorization requests that clients pushed (RFC 9126). Known to this region alone; each is good once, for 90 s. */
final class PushedRequests {

    static final Duration LIFETIME = Duration.ofSeconds(90);
    private static final long MOST = 100_000;
    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    private final Cache<String, Map<String, List<String>>> pushed =
            Caffeine.newBuilder().expireAfterWrite(LIFETIME).maximumSize(MOST).build();

    URI push(Map<String, List<String>> parameters) {
        String uri = PREFIX + Secrets.random();
        pushed.put(uri, parameters);
        return URI.create(uri);
    }

    /** The parameters themselves, or those pushed before if they refer to some; empty if those are not known. */
    Optional<Map<String, List<String>>> resolve(Map<String, List<String>> parameters) {
        Optional<String> reference = Call.first(parameters, "request_uri").filter(uri -> uri.startsWith(PREFIX));
        if (reference.isEmpty()) {
            return Optional.of(parameters);
        }
        return Optional.ofNullable(pushed.asMap().remove(reference.get()))
                .filter(known -> Call.first(known, "client_id").equals(Call.first(parameters, "client_id")));
    }
}
