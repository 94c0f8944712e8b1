package io.sallyport.keys;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWK;
import io.sallyport.token.JwkReader;
import io.sallyport.token.VerificationKey;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A key set as one source published it (RFC 7517 §5). A key that cannot be read does not spoil the others.
 *
 * @param keys those with an id and of a known asymmetric type, in the source's order
 * @param hadPrivateMembers whether it gave away what must stay secret
 */
record JwksDocument(List<PublishedKey> keys, boolean hadPrivateMembers) {

    private static final int MAX_KEYS = 100;
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<Map<String, Object>>() {});

    /**
     * A key and its public JWK as JSON.
     *
     * @param key what it verifies; perhaps nothing
     * @param json public members only
     */
    record PublishedKey(VerificationKey key, String json) {}

    /** What came of reading. */
    sealed interface Reading {}

    /**
     * A usable set.
     *
     * @param maxAge for how long the source calls it fresh; null where it does not
     */
    record Good(JwksDocument document, @Nullable Duration maxAge) implements Reading {}

    /** None. */
    record Bad(RefreshResult result) implements Reading {}

    /**
     * The set in a source's answer.
     *
     * @param region whose place the source is; null where it is no one region's
     */
    static Reading read(byte[] body, @Nullable String region) {
        try {
            Map<String, Object> set = READER.readValue(body);
            return set != null && set.get("keys") instanceof List<?> list
                    ? read(list, region)
                    : new Bad(RefreshResult.MALFORMED);
        } catch (IOException e) {
            return new Bad(RefreshResult.MALFORMED);
        }
    }

    private static Reading read(List<?> list, @Nullable String region) {
        if (list.size() > MAX_KEYS) {
            return new Bad(RefreshResult.TOO_LARGE);
        }
        List<PublishedKey> keys = new ArrayList<>();
        boolean leaked = false;
        for (Object one : list) {
            if (one instanceof Map<?, ?> members && !"oct".equals(members.get("kty"))) {
                Map<String, Object> publicMembers = publicMembers(members);
                leaked |= publicMembers.size() < members.size();
                key(publicMembers, region).ifPresent(keys::add);
            }
        }
        boolean usable = keys.stream().anyMatch(key -> !key.key().algorithms().isEmpty());
        return usable ? new Good(new JwksDocument(List.copyOf(keys), leaked), null) : new Bad(RefreshResult.EMPTY);
    }

    /** The set without the keys of these ids. */
    JwksDocument without(Predicate<String> kids) {
        return new JwksDocument(
                keys.stream().filter(one -> !kids.test(one.key().kid())).toList(), hadPrivateMembers);
    }

    private static Map<String, Object> publicMembers(Map<?, ?> members) {
        Map<String, Object> kept = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (!PRIVATE_MEMBERS.contains(String.valueOf(name))) {
                kept.put(String.valueOf(name), value);
            }
        });
        return kept;
    }

    private static Optional<PublishedKey> key(Map<String, Object> members, @Nullable String region) {
        try {
            JWK jwk = JWK.parse(members);
            return JwkReader.read(jwk, region)
                    .map(key -> new PublishedKey(key, jwk.toPublicJWK().toJSONString()));
        } catch (ParseException | RuntimeException e) {
            // Nimbus reports some unusable keys by unchecked exceptions.
            return Optional.empty();
        }
    }
}
