package io.sallyport.edge;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.token.Claims;
import io.sallyport.token.Policy;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A region's well-formed introspection answer (RFC 7662 §2.2). */
final class RegionAnswer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode members;

    private RegionAnswer(ObjectNode members) {
        this.members = members;
    }

    /** Reads a body; null where it is no such answer. */
    static @Nullable RegionAnswer parse(Buffer body) {
        try {
            JsonNode tree = JSON.readTree(body.getBytes());
            return tree instanceof ObjectNode object && object.path("active").isBoolean()
                    ? new RegionAnswer(object)
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    boolean isActive() {
        return members.path("active").booleanValue();
    }

    /** Whether it speaks of what may be sent as a bearer token. */
    boolean isOfAccessToken() {
        String type = text("token_type");
        return "Bearer".equalsIgnoreCase(type) || "DPoP".equalsIgnoreCase(type) || "access".equals(text("token_use"));
    }

    /** Whether it names no other issuer, subject or client than the token itself. */
    boolean agreesWith(Claims claims) {
        return isSame("iss", claims.issuer())
                && isSame("sub", claims.subject())
                && isSame("client_id", claims.clientId());
    }

    /** Whether a policy admits the token by what the region says of it. */
    boolean isAdmittedBy(Policy policy) {
        String scope = text("scope");
        Set<String> scopes = scope == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(scope.split(" ", -1)));
        Claims claims = new Claims(
                "", null, text("client_id"), null, scopes, audience(), Instant.MAX, null, null, null, null, null, null);
        return policy.admits(claims) && scopes.containsAll(policy.scopes());
    }

    Buffer body() {
        return Buffer.buffer(members.toString());
    }

    private Set<String> audience() {
        Set<String> audience = new LinkedHashSet<>();
        JsonNode aud = members.path("aud");
        (aud.isArray() ? aud : members.arrayNode().add(aud)).forEach(one -> audience.add(one.asText()));
        return audience;
    }

    private boolean isSame(String member, @Nullable String verified) {
        String told = text(member);
        return told == null || verified == null || told.equals(verified);
    }

    private @Nullable String text(String member) {
        return members.path(member).textValue();
    }
}
