package io.sallyport.keys;

import org.jspecify.annotations.Nullable;

/**
 * A key that verifies nothing, whoever publishes it.
 *
 * @param issuer whose key; null for every issuer's
 * @param kid its id, 1 to 512 characters
 */
public record DeniedKey(@Nullable String issuer, String kid) {

    private static final int MAX_CHARS = 512;

    /** Refuses an id that no key can have. */
    public DeniedKey {
        if (!isId(kid)) {
            throw new IllegalArgumentException("a key id has 1 to " + MAX_CHARS + " characters");
        }
    }

    /** Whether a key can have that id. */
    static boolean isId(String kid) {
        return !kid.isEmpty() && kid.length() <= MAX_CHARS;
    }

    /** Every issuer's key of that id. */
    public static DeniedKey ofAnyIssuer(String kid) {
        return new DeniedKey(null, kid);
    }
}
