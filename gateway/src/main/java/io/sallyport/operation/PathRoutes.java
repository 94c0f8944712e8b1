package io.sallyport.operation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one HTTP method by path. An exact path comes first; else literal segments before <code>{name}</code>, segment by
 * segment from the left, and a subtree only where nothing reaches the path itself, the deepest one. Takes no lock and no regex.
 */
final class PathRoutes {

    private final Map<String, Route> exact = new LinkedHashMap<>();
    private final List<Route> all = new ArrayList<>();
    private final Node root = new Node();

    /** What stands below a path's beginning. */
    private static final class Node {
        private final Map<String, Node> literal = new HashMap<>();
        private @Nullable Node any;
        private @Nullable Route here;
        private @Nullable Route subtree;
    }

    /** Adds a route. A path that is written twice in other words, like two names for one segment, is a mistake of the table. */
    void add(PathPattern pattern, String path, Route route) {
        all.add(route);
        if (pattern.isExact()) {
            exact.put(path, route);
            return;
        }
        Node node = root;
        for (String segment : pattern.segments()) {
            if (segment.equals(PathPattern.ANY)) {
                node.any = node.any == null ? new Node() : node.any;
                node = node.any;
            } else {
                node = node.literal.computeIfAbsent(segment, s -> new Node());
            }
        }
        boolean isTaken = pattern.isSubtree() ? node.subtree != null : node.here != null;
        if (isTaken) {
            throw new IllegalArgumentException("two rows for " + path);
        }
        if (pattern.isSubtree()) {
            node.subtree = route;
        } else {
            node.here = route;
        }
    }

    /** The route of an undecoded path; null where there is none. */
    @Nullable
    Route find(String path) {
        Route found = exact.get(path);
        if (found != null || (root.literal.isEmpty() && root.any == null && root.subtree == null)) {
            return found;
        }
        return PathPattern.isPlain(path) ? find(root, path, 1) : null;
    }

    private static @Nullable Route find(Node node, String path, int from) {
        if (from > path.length()) {
            return node.here == null ? node.subtree : node.here;
        }
        int slash = path.indexOf('/', from);
        int end = slash < 0 ? path.length() : slash;
        Node literal = node.literal.get(path.substring(from, end));
        Route found = literal == null ? null : find(literal, path, end + 1);
        if (found == null && node.any != null && end > from) {
            found = find(node.any, path, end + 1);
        }
        return found == null ? node.subtree : found;
    }

    /** The exact path of the first route that holds; null where none does. */
    @Nullable
    String path(Predicate<Route> test) {
        return exact.entrySet().stream()
                .filter(entry -> test.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Every route, in the order of the table. */
    List<Route> all() {
        return Collections.unmodifiableList(all);
    }
}
