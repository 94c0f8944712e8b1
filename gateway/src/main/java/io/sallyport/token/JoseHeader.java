package io.sallyport.token;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What matters of a token's header. Keys or places of keys that it carries ({@code jwk}, {@code jku}, {@code x5u}, {@code
 * x5c}) are not even read: keys come from the issuer's configured sources alone.
 */
final class JoseHeader implements StrictJson.Members {

    private static final int MAX_KID_CHARS = 512;

    private static final Set<String> HMAC = Set.of("HS256", "HS384", "HS512");

    private @Nullable String algorithm;
    private @Nullable String kid;
    private @Nullable String type;
    private boolean critical;
    private boolean encrypted;
    private boolean nested;

    private JoseHeader() {}

    /** The header, or null where it is malformed. */
    static @Nullable JoseHeader read(byte[] json) {
        JoseHeader header = new JoseHeader();
        return StrictJson.read(json, header) && header.algorithm != null ? header : null;
    }

    @Override
    public boolean take(String name, JsonParser value) throws IOException {
        switch (name) {
            case "alg" -> algorithm = StrictJson.text(value);
            case "kid" -> kid = StrictJson.text(value);
            case "typ" -> type = StrictJson.text(value);
            case "crit" -> critical = true;
            case "enc" -> encrypted = true;
            case "cty" -> nested = isJwt(StrictJson.text(value));
            default -> {
                return true;
            }
        }
        return isWellTyped(name);
    }

    /** What is wrong with the header whoever the issuer is; null if nothing is. */
    @Nullable
    Refusal fault() {
        if (critical) {
            return Refusal.CRITICAL_HEADER;
        }
        if (encrypted) {
            return Refusal.ENCRYPTED;
        }
        if (nested) {
            return Refusal.NESTED;
        }
        if (algorithm() == null) {
            return Refusal.ALGORITHM;
        }
        return kid == null || kid.isEmpty() ? Refusal.NO_KEY_ID : null;
    }

    /** Whether it is a JWE's. */
    boolean isEncrypted() {
        return encrypted;
    }

    /** Whether the issuer alone can check the signature, as it does where a token is for itself (RFC 7518 §3.2). */
    boolean isHmac() {
        return algorithm != null && HMAC.contains(algorithm);
    }

    @Nullable
    Algorithm algorithm() {
        return algorithm == null ? null : Algorithm.named(algorithm);
    }

    @Nullable
    String kid() {
        return kid;
    }

    @Nullable
    String type() {
        return type;
    }

    private boolean isWellTyped(String name) {
        return switch (name) {
            case "alg" -> algorithm != null;
            case "kid" -> kid != null && kid.length() <= MAX_KID_CHARS;
            case "typ" -> type != null;
            default -> true;
        };
    }

    private static boolean isJwt(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String lower = contentType.toLowerCase(Locale.ROOT);
        return lower.equals("jwt") || lower.endsWith("/jwt") || lower.endsWith("+jwt");
    }
}
