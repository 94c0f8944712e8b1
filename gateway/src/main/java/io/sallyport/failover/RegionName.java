package io.sallyport.failover;

/**
 * A region's name, as configured.
 *
 * @param value 1 to 63 characters of {@code a-z}, {@code 0-9} and {@code -}; used as a metric label and a path segment
 */
public record RegionName(String value) {

    /** Refuses what could not be a label or a path segment. */
    public RegionName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a region's name is 1 to 63 of a-z, 0-9 and '-': " + value);
        }
    }

    private static boolean isValid(String value) {
        return !value.isEmpty()
                && value.length() <= 63
                && value.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    @Override
    public String toString() {
        return value;
    }
}
