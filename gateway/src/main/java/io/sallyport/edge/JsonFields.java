package io.sallyport.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sallyport.operation.Fields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The top-level strings of a JSON object. */
final class JsonFields implements Fields {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, String> strings;

    private JsonFields(Map<String, String> strings) {
        this.strings = strings;
    }

    /** The fields of a body; null where it is not one JSON object or names a member twice. */
    static @Nullable JsonFields parse(Buffer body) {
        Map<String, String> strings = new HashMap<>();
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    strings.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return parser.nextToken() == null ? new JsonFields(strings) : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public @Nullable String value(String name) {
        return strings.get(name);
    }
}
