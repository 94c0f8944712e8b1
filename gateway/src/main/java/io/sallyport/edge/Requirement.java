package io.sallyport.edge;

import io.sallyport.token.Policy;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller of {@code /-/validate} demands of a token by {@code ?scope=a+b&aud=x}. */
final class Requirement {

    private static final String SCOPE = "scope";
    /** Means the client where a token has no audience, as access tokens of Cognito. */
    private static final String AUDIENCE = "aud";

    private Requirement() {}

    /**
     * The demand, on top of a policy.
     *
     * @return empty where a parameter is unknown: a misspelled one must not demand nothing
     */
    static Optional<Policy> of(HttpServerRequest request, Policy base) {
        if (request.query() == null || request.query().isEmpty()) {
            return Optional.of(base);
        }
        Set<String> scopes = Set.of();
        Set<String> audiences = Set.of();
        for (Map.Entry<String, String> parameter : request.params()) {
            if (parameter.getKey().equals(SCOPE)) {
                scopes = union(scopes, words(parameter.getValue()));
            } else if (parameter.getKey().equals(AUDIENCE)) {
                audiences = union(audiences, Set.of(parameter.getValue()));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(base.and(Policy.of(audiences, audiences, scopes)));
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
