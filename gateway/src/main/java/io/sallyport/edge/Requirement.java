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

    /** Vert.x reads no more parameters than about a thousand, and says nothing of the others. */
    private static final int LONGEST_QUERY = 1024;

    private Requirement() {}

    /**
     * The demand, on top of a policy.
     *
     * @return empty where a parameter is unknown or says nothing: a misspelled one must not demand nothing
     */
    static Optional<Policy> of(HttpServerRequest request, Policy base) {
        String query = request.query();
        if (query == null || query.isEmpty()) {
            return Optional.of(base);
        }
        try {
            return query.length() > LONGEST_QUERY ? Optional.empty() : parse(request, base);
        } catch (IllegalArgumentException badEncoding) {
            return Optional.empty();
        }
    }

    private static Optional<Policy> parse(HttpServerRequest request, Policy base) {
        Set<String> scopes = Set.of();
        Set<String> audiences = Set.of();
        for (Map.Entry<String, String> parameter : request.params(true)) {
            if (parameter.getValue().isBlank()) {
                return Optional.empty();
            } else if (parameter.getKey().equals(SCOPE)) {
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
