package io.sallyport.config.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.sallyport.config.ByteSize;
import io.sallyport.config.Cidr;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Function;

/** From a tree that passed every check to the records. A failure here is a bug: schema and records have drifted. */
final class Binding {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule()
                    .addDeserializer(Duration.class, new FromText<>(Duration.class, Units::duration))
                    .addDeserializer(ByteSize.class, new FromText<>(ByteSize.class, ByteSize::parse))
                    .addDeserializer(Cidr.class, new FromText<>(Cidr.class, Cidr::parse))
                    .addDeserializer(Secret.class, new FromText<>(Secret.class, Secret::new))
                    .addDeserializer(LocalTime.class, new FromText<>(LocalTime.class, LocalTime::parse))
                    .addDeserializer(ZoneId.class, new FromText<>(ZoneId.class, ZoneId::of))
                    .addDeserializer(Path.class, new FromText<>(Path.class, Path::of)))
            .build();

    private Binding() {}

    static SallyportConfig bind(JsonNode tree) {
        try {
            return MAPPER.treeToValue(tree, SallyportConfig.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the configuration's schema and records differ", e);
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
