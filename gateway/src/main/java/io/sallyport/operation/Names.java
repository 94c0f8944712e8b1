package io.sallyport.operation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands for the names in a table's paths. */
record Names(Map<String, String> byName) {

    private static final List<String> ENDPOINTS = List.of("_endpoint}", "{jwks_uri}");

    /** One of these without a value would stand for anybody's. */
    private static final List<String> NEEDED = List.of("{realm}", "{pool}");

    /** A path with its names filled in; null where it has that of an endpoint which the provider does not have. */
    @Nullable
    String in(String path) {
        String filled = path;
        for (Map.Entry<String, String> name : byName.entrySet()) {
            filled = filled.replace('{' + name.getKey() + '}', name.getValue());
        }
        if (NEEDED.stream().anyMatch(filled::contains)) {
            throw new IllegalArgumentException("no name for " + path);
        }
        return ENDPOINTS.stream().anyMatch(filled::contains) ? null : filled;
    }

    /** The path of a document that every provider has. */
    String document(String path) {
        String filled = in(path);
        if (filled == null) {
            throw new IllegalArgumentException("no " + path);
        }
        return filled;
    }

    List<String> known(@Nullable List<String> paths) {
        return paths == null
                ? List.of()
                : paths.stream().map(this::in).filter(Objects::nonNull).toList();
    }
}
