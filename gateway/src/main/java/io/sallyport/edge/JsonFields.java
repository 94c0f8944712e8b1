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

/** The strings of a JSON object, and of the objects in it by path ({@code AuthParameters.REFRESH_TOKEN}). */
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
            members(parser, "", strings);
            return parser.nextToken() == null ? new JsonFields(strings) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static void members(JsonParser parser, String parent, Map<String, String> strings) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            // A name with a dot in it must not pass for a path.
            if (token == JsonToken.VALUE_STRING && name.indexOf('.') < 0) {
                strings.put(parent + name, parser.getText());
            } else if (token == JsonToken.START_OBJECT && parent.isEmpty() && name.indexOf('.') < 0) {
                members(parser, name + '.', strings);
            } else {
                parser.skipChildren();
            }
        }
    }

    @Override
    public @Nullable String value(String name) {
        return strings.get(name);
    }
}
