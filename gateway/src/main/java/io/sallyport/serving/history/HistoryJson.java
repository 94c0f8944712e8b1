package io.sallyport.serving.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kept form of a record: JSON that says which sort it is. */
final class HistoryJson {

    /**
     * One of the two.
     *
     * @param decision null for an outage
     * @param outage null for a decision
     */
    record Entry(
            @Nullable DecisionRecord decision, @Nullable OutageRecord outage) {}

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new ToText())
                    .addDeserializer(Instant.class, new FromText()))
            .build();

    private HistoryJson() {}

    static byte[] encode(Entry entry) {
        try {
            return MAPPER.writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where it is not legible: a later version may have written it. */
    static Optional<Entry> decode(byte[] json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, Entry.class));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static final class ToText extends StdSerializer<Instant> {
        ToText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeString(value.toString());
        }
    }

    private static final class FromText extends StdDeserializer<Instant> {
        FromText() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeException e) {
                throw new IOException("no time", e);
            }
        }
    }
}
