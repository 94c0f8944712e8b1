package io.sallyport.serving.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.sallyport.failover.RegionName;
import io.sallyport.token.Revocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kept form, as JSON. Read strictly: what an odd record would leave out must not pass for not revoked. */
final class RevocationJson {

    private static final int VERSION = 1;

    /**
     * One of the two.
     *
     * @param version {@value #VERSION}
     * @param entry null for what became of one
     * @param outcome null for an entry
     */
    record Kept(
            int version,
            @Nullable RevocationEntry entry,
            @Nullable Outcome outcome) {}

    /** What became of an entry at a region. */
    record Outcome(long id, RegionName region, Replay replay) {}

    /** Tells the four of them apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Revocation.OfToken.class, name = "token"),
        @JsonSubTypes.Type(value = Revocation.OfTokenId.class, name = "token-id"),
        @JsonSubTypes.Type(value = Revocation.OfSession.class, name = "session"),
        @JsonSubTypes.Type(value = Revocation.OfSubject.class, name = "subject")
    })
    private interface Kinds {}

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.AUTO_DETECT_IS_GETTERS)
            .addMixIn(Revocation.class, Kinds.class)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new ToStringSerializer(Instant.class))
                    .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
                    .addSerializer(RegionName.class, new ToStringSerializer(RegionName.class))
                    .addDeserializer(RegionName.class, new FromText<>(RegionName.class, RegionName::new))
                    .addKeyDeserializer(RegionName.class, new RegionKey()))
            .build();

    private RevocationJson() {}

    static byte[] encode(RevocationEntry entry) {
        return encode(new Kept(VERSION, entry, null));
    }

    static byte[] encode(Outcome outcome) {
        return encode(new Kept(VERSION, null, outcome));
    }

    private static byte[] encode(Kept kept) {
        try {
            return MAPPER.writeValueAsBytes(kept);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one.
     *
     * @throws IOException if it is not what {@link #encode} writes; says nothing of what it holds
     */
    static Kept decode(byte[] json) throws IOException {
        try {
            // The text "null" is read as null.
            @Nullable Kept kept = MAPPER.readValue(json, Kept.class);
            if (kept != null && kept.version() == VERSION && (kept.entry() == null) != (kept.outcome() == null)) {
                return kept;
            }
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            // Its own words would quote the record.
        }
        throw new IOException("a record is not legible: was it written by a later version?");
    }

    private static final class RegionKey extends KeyDeserializer {
        @Override
        public RegionName deserializeKey(String key, DeserializationContext context) {
            return new RegionName(key);
        }
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        // Never serialized; the superclass asks for it.
        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parse.apply(parser.getText());
        }
    }
}
