package io.sallyport.token;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which refused texts may be refresh tokens, of which their region alone knows: opaque ones, JWEs (Cognito), JWSs by HMAC,
 * which the issuer makes for itself (Keycloak), and genuine ones that say so. Any other JWS is a token that the gateway
 * judges by itself and finally, whatever a region that reads less strictly may say of it.
 */
public final class RefreshTokenForm {

    /** Keycloak's kinds, in the payload's {@code typ}. */
    private static final Set<String> REFRESH_KINDS = Set.of("refresh", "offline");

    /** Kinds in {@code typ} (Keycloak) or {@code token_use} (Cognito) that are no refresh token however they are signed. */
    private static final Set<String> OTHER_KINDS = Set.of("bearer", "id", "logout", "access", "jwt", "at+jwt");

    private static final String NOT_BASE64 = "[^A-Za-z0-9+/]";

    private RefreshTokenForm() {}

    /**
     * Whether a text may be a refresh token.
     *
     * @param reason why it was refused as an access token
     */
    public static boolean fits(String token, Refusal reason) {
        return switch (reason) {
            case MALFORMED -> !beginsAsJose(token);
            case ENCRYPTED -> isJwe(token);
            case ALGORITHM -> isHmac(token);
            case TOKEN_TYPE -> REFRESH_KINDS.contains(kind(token));
            default -> false;
        };
    }

    /**
     * Whether a lenient reader would take it for a JWS: one that skips what does not belong into base64, or pads. No matter
     * how many parts it has.
     */
    private static boolean beginsAsJose(String token) {
        int dot = token.indexOf('.');
        String head = (dot < 0 ? token : token.substring(0, dot))
                .replace('-', '+')
                .replace('_', '/')
                .replaceAll(NOT_BASE64, "");
        String whole = head.substring(0, head.length() / 4 * 4);
        String json = new String(Base64.getDecoder().decode(whole), StandardCharsets.ISO_8859_1).strip();
        return json.startsWith("{") && json.substring(1).strip().startsWith("\"");
    }

    /** By its own header: dots alone can be added to any token. */
    private static boolean isJwe(String token) {
        JoseHeader header = JoseHeader.read(part(token, 0));
        return token.chars().filter(c -> c == '.').count() == 4 && header != null && header.isEncrypted();
    }

    private static boolean isHmac(String token) {
        JoseHeader header = JoseHeader.read(part(token, 0));
        return header != null && header.isHmac() && !OTHER_KINDS.contains(kind(token));
    }

    /** What its payload says that it is, in lower case; empty where it does not say. */
    private static String kind(String token) {
        Kind kind = new Kind();
        return StrictJson.read(part(token, 1), kind) ? kind.told() : "";
    }

    /** A part of a text, as a lenient reader would take it; empty where it is not there, or no base64url. */
    static byte[] part(String token, int index) {
        String[] parts = token.split("\\.", -1);
        try {
            return index < parts.length ? Base64.getUrlDecoder().decode(parts[index]) : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static final class Kind implements StrictJson.Members {
        private @Nullable String typ;
        private @Nullable String use;

        @Override
        public boolean take(String name, JsonParser value) throws IOException {
            if (name.equals("typ")) {
                typ = StrictJson.text(value);
            } else if (name.equals("token_use")) {
                use = StrictJson.text(value);
            }
            return true;
        }

        String told() {
            String told = typ == null ? use : typ;
            return told == null ? "" : told.toLowerCase(Locale.ROOT);
        }
    }
}
