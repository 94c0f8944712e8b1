package io.sallyport.operation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that tells whether a plane works and changes nothing, with the answer that proves it.
 *
 * @param name the value of the {@code probe} label
 * @param plane the plane that it judges
 * @param method the HTTP method
 * @param path the path at the plane's endpoint
 * @param contentType of the body; null without one
 * @param target {@code X-Amz-Target}; null where it is no API call
 * @param body the body; null without one. {@code ${clientId}} stands for the configured client
 * @param statuses the statuses that prove it
 * @param contains one of these texts is in the answer's body; empty where any body will do
 */
public record ProbeSpec(
        String name,
        Plane plane,
        String method,
        String path,
        @Nullable String contentType,
        @Nullable String target,
        @Nullable String body,
        Set<Integer> statuses,
        Set<String> contains) {

    /** Copies its sets. */
    public ProbeSpec {
        statuses = Set.copyOf(statuses);
        contains = Set.copyOf(contains);
    }

    /** The body for a client; null without one. */
    public @Nullable String bodyFor(String clientId) {
        return body == null ? null : body.replace("${clientId}", clientId);
    }

    /** Whether an answer proves that the plane works. */
    public boolean isProvenBy(int status, String answer) {
        return statuses.contains(status)
                && (contains.isEmpty() || contains.stream().anyMatch(answer::contains));
    }
}
