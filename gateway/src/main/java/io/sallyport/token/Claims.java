package io.sallyport.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified access token says. Text is the issuer's, unescaped: encode it before it goes into a header.
 *
 * @param issuer {@code iss}, exactly a trusted issuer
 * @param subject {@code sub}
 * @param clientId {@code client_id}, else {@code azp}
 * @param username {@code username} (Cognito), else {@code preferred_username}
 * @param scopes the words of the claim "scope", else of "scp"; in the token's order
 * @param audience {@code aud}; empty where there is none
 * @param expiresAt {@code exp}
 * @param notBefore {@code nbf}
 * @param issuedAt {@code iat}
 * @param authTime {@code auth_time}
 * @param tokenId {@code jti}
 * @param sessionId {@code sid}, else {@code origin_jti} (Cognito)
 * @param region the one region that publishes the key which signed it; null where several do
 */
public record Claims(
        String issuer,
        @Nullable String subject,
        @Nullable String clientId,
        @Nullable String username,
        Set<String> scopes,
        Set<String> audience,
        Instant expiresAt,
        @Nullable Instant notBefore,
        @Nullable Instant issuedAt,
        @Nullable Instant authTime,
        @Nullable String tokenId,
        @Nullable String sessionId,
        @Nullable String region) {

    /** About how many bytes of memory it holds: the weight in the cache. */
    int weight() {
        int text = length(issuer) + length(subject) + length(clientId) + length(username);
        text += length(tokenId) + length(sessionId);
        for (String scope : scopes) {
            text += 64 + length(scope);
        }
        for (String one : audience) {
            text += 64 + length(one);
        }
        return 512 + 2 * text;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Names nobody: claims are personal data and stay out of logs. */
    @Override
    public String toString() {
        return "Claims[issuer=" + issuer + ", expiresAt=" + expiresAt + "]";
    }
}
