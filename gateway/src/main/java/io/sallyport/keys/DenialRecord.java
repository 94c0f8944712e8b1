package io.sallyport.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of denied keys as bytes: JSON, with the number of its form. */
final class DenialRecord {

    private static final int FORM = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Written(
            @JsonProperty("form") int form,
            @JsonProperty("denied") List<Entry> denied) {}

    private record Entry(
            @JsonProperty("issuer") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String issuer,

            @JsonProperty("kid") String kid) {}

    private DenialRecord() {}

    static byte[] encode(Collection<DeniedKey> keys) {
        List<Entry> entries =
                keys.stream().map(key -> new Entry(key.issuer(), key.kid())).toList();
        try {
            return JSON.writeValueAsBytes(new Written(FORM, entries));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The list.
     *
     * @throws IOException if it is of another form, or none
     */
    static List<DeniedKey> decode(byte[] content) throws IOException {
        Written written = JSON.readValue(content, Written.class);
        if (written == null || written.form() != FORM) {
            throw new IOException("of another version");
        }
        try {
            return written.denied().stream()
                    .map(entry -> new DeniedKey(entry.issuer(), entry.kid()))
                    .toList();
        } catch (RuntimeException e) {
            throw new IOException("not a list of keys", e);
        }
    }
}
