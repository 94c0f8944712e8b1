package io.sallyport.operation;

import java.util.List;

/**
 * A path of a dialect's table: literal segments, <code>{name}</code> for any one segment, and at the end {@code /**} for a path
 * and everything below it.
 *
 * @param segments in order, without slashes
 * @param isSubtree whether everything below belongs to it
 */
record PathPattern(List<String> segments, boolean isSubtree) {

    /** Stands for any one segment. */
    static final String ANY = "{}";

    private static final String SUBTREE = "/**";

    PathPattern {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a path of the table.
     *
     * @throws IllegalArgumentException if it is none, or has a star or brace elsewhere
     */
    static PathPattern of(String path) {
        boolean isSubtree = path.endsWith(SUBTREE);
        String rest = isSubtree ? path.substring(0, path.length() - SUBTREE.length()) : path;
        if (!path.startsWith("/") || rest.indexOf('*') >= 0) {
            throw new IllegalArgumentException("no path: " + path);
        }
        List<String> segments = List.of(
                        rest.substring(Math.min(1, rest.length())).split("/", -1))
                .stream()
                .map(segment -> segment(segment, path))
                .toList();
        return new PathPattern(rest.isEmpty() ? List.of() : segments, isSubtree);
    }

    private static String segment(String segment, String path) {
        boolean isAny = segment.startsWith("{") && segment.endsWith("}") && segment.length() > 2;
        String literal = isAny ? "" : segment;
        if (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0) {
            throw new IllegalArgumentException("no segment: " + segment + " in " + path);
        }
        return isAny ? ANY : literal;
    }

    /** Whether it is one path and no other. */
    boolean isExact() {
        return !isSubtree && !segments.contains(ANY);
    }

    /**
     * Whether a path means the same to everybody who reads it, so that a pattern may match it: no dot segments, no empty ones
     * but the last, no path parameters, no backslash; percent-encoding only of what needs it and separates nothing (RFC 3986
     * §2.4, §6.2.2).
     */
    static boolean isPlain(String path) {
        int segmentFrom = 1;
        for (int i = 1; i <= path.length(); i++) {
            char c = i == path.length() ? '/' : path.charAt(i);
            if (c == '/') {
                if (isDots(path, segmentFrom, i) || (i == segmentFrom && i < path.length())) {
                    return false;
                }
                segmentFrom = i + 1;
            } else if (c == ';' || c == '\\' || (c == '%' && !isNeededEscape(path, i))) {
                return false;
            }
        }
        return path.startsWith("/");
    }

    private static boolean isDots(String path, int from, int to) {
        return (to - from == 1 && path.charAt(from) == '.')
                || (to - from == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.');
    }

    private static boolean isNeededEscape(String path, int at) {
        int high = at + 2 < path.length() ? Character.digit(path.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(path.charAt(at + 2), 16);
        int meant = high * 16 + low;
        boolean isUnreserved = meant < 0x80 && (Character.isLetterOrDigit(meant) || "-._~".indexOf(meant) >= 0);
        return low >= 0 && meant >= ' ' && meant != 0x7f && !isUnreserved && "/\\;%".indexOf(meant) < 0;
    }
}
