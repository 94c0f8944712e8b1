package io.sallyport.oidc.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * String members of a JSON object, by path ({@code A.b}), where they stand in its bytes, so that what is not edited stays
 * byte for byte. Bytes that are not one JSON object in UTF-8, or name a member twice, have none.
 */
public final class JsonText {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonText() {}

    /** The members of these paths, each once, in the order of the text. */
    static Map<String, Spliced> find(byte[] json, Set<String> paths) {
        return read(json, paths).orElse(Map.of());
    }

    /** The same for who must know: empty where the bytes are not what is said above. */
    public static Optional<Map<String, Spliced>> read(byte[] json, Set<String> paths) {
        Map<String, Spliced> found = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            members(parser, "", json, paths, found);
            return parser.nextToken() == null ? Optional.of(found) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void members(
            JsonParser parser, String parent, byte[] json, Set<String> paths, Map<String, Spliced> found)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String path = parent + name;
            JsonToken token = parser.nextToken();
            if (name.indexOf('.') >= 0) {
                // It must not pass for a path.
                parser.skipChildren();
            } else if (token == JsonToken.VALUE_STRING && paths.contains(path)) {
                // Never put a second time: the edits rely on the order of the text.
                found.putIfAbsent(path, at(parser, json));
            } else if (token == JsonToken.START_OBJECT && parent.isEmpty() && isParent(path, paths)) {
                members(parser, path + '.', json, paths, found);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static boolean isParent(String path, Set<String> paths) {
        return paths.stream().anyMatch(each -> each.startsWith(path) && each.startsWith(".", path.length()));
    }

    /**
     * Between the quotes. Positions are the parser's.
     *
     * @throws IOException where they do not fall on quotes, as in another encoding than UTF-8
     */
    private static Spliced at(JsonParser parser, byte[] json) throws IOException {
        int open = (int) parser.currentTokenLocation().getByteOffset();
        String value = parser.getText();
        int close = (int) parser.currentLocation().getByteOffset() - 1;
        boolean fits = open >= 0 && close > open && close < json.length && json[open] == '"' && json[close] == '"';
        if (!fits) {
            throw new IOException("not in UTF-8");
        }
        return new Spliced(open + 1, close, value);
    }

    /** The bytes with values exchanged; the same array where none is. */
    public static byte[] edited(byte[] json, Set<String> paths, Spliced.Edit edit) {
        ByteArrayOutputStream out = null;
        int copied = 0;
        for (Map.Entry<String, Spliced> member : find(json, paths).entrySet()) {
            Spliced at = member.getValue();
            @Nullable String next = edit.apply(member.getKey(), at.value());
            if (next != null) {
                out = out == null ? new ByteArrayOutputStream(json.length + 64) : out;
                out.write(json, copied, at.from() - copied);
                String raw = new String(json, at.from(), at.to() - at.from(), StandardCharsets.UTF_8);
                out.writeBytes(at.respelled(raw, next, JsonText::quoted).getBytes(StandardCharsets.UTF_8));
                copied = at.to();
            }
        }
        if (out == null) {
            return json;
        }
        out.write(json, copied, json.length - copied);
        return out.toByteArray();
    }

    /** A text as a string's content between quotes. */
    public static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
