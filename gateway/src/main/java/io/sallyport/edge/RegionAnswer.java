package io.sallyport.edge;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.token.Claims;
import io.sallyport.token.Origin;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocations;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.upstream.Outcome;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A region's well-formed introspection answer (RFC 7662 §2.2). */
final class RegionAnswer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The year 9999 is over. */
    private static final long LATEST_SECOND = 253_402_300_800L;

    private final ObjectNode members;

    private RegionAnswer(ObjectNode members) {
        this.members = members;
    }

    /** What a region answered; null where that is no such answer. */
    static @Nullable RegionAnswer of(Outcome.Answered answer) {
        boolean isWhole = answer.status() == 200 && answer.failure() == null && answer.rest() == null;
        return isWhole ? parse(answer.body()) : null;
    }

    private static @Nullable RegionAnswer parse(Buffer body) {
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
        return policy.admits(text("client_id"), audience()) && scopes.containsAll(policy.scopes());
    }

    /** Whether one of the issuers may have made the token for those for whom it is, and nothing it came of is revoked. */
    boolean isVouchedFor(Collection<TrustedIssuer> issuers, Revocations revocations) {
        String named = text("iss");
        List<TrustedIssuer> possible = issuers.stream()
                .filter(issuer -> named == null || issuer.issuer().equals(named))
                .filter(issuer -> issuer.parties().admits(text("client_id"), audience()))
                .toList();
        return !possible.isEmpty()
                && possible.stream().noneMatch(issuer -> revocations.revokes(origin(issuer.issuer())));
    }

    private Origin origin(String issuer) {
        String session = text("sid");
        return new Origin(
                issuer,
                text("sub"),
                session == null ? text("origin_jti") : session,
                text("jti"),
                date("auth_time"),
                date("iat"));
    }

    private @Nullable Instant date(String member) {
        JsonNode seconds = members.path(member);
        return seconds.isIntegralNumber() && seconds.canConvertToLong() && Math.abs(seconds.longValue()) < LATEST_SECOND
                ? Instant.ofEpochSecond(seconds.longValue())
                : null;
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
