package io.sallyport.edge;

import io.sallyport.token.Claims;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bodies of introspection answers (RFC 7662 §2.2). */
final class IntrospectionAnswer {

    /** Says nothing of why. */
    static final Buffer INACTIVE = Buffer.buffer("{\"active\":false}");

    private IntrospectionAnswer() {}

    /** What a verified token says; members of which it says nothing are left out. */
    static Buffer active(Claims claims) {
        JsonObject answer = new JsonObject().put("active", true);
        put(answer, "scope", claims.scopes().isEmpty() ? null : String.join(" ", claims.scopes()));
        put(answer, "client_id", claims.clientId());
        put(answer, "username", claims.username());
        answer.put("token_type", "Bearer").put("exp", claims.expiresAt().getEpochSecond());
        put(answer, "iat", seconds(claims.issuedAt()));
        put(answer, "nbf", seconds(claims.notBefore()));
        put(answer, "sub", claims.subject());
        put(answer, "aud", audience(claims.audience()));
        put(answer, "iss", claims.issuer());
        put(answer, "jti", claims.tokenId());
        return answer.toBuffer();
    }

    private static void put(JsonObject answer, String name, @Nullable Object value) {
        if (value != null) {
            answer.put(name, value);
        }
    }

    private static @Nullable Long seconds(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond();
    }

    /** RFC 7519 §4.1.3: one audience may stand without a list, and readers that know only that are many. */
    private static @Nullable Object audience(Set<String> audience) {
        if (audience.isEmpty()) {
            return null;
        }
        return audience.size() == 1 ? audience.iterator().next() : new JsonArray(List.copyOf(audience));
    }
}
