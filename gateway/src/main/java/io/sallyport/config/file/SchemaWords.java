package io.sallyport.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says in our own words what the schema validator found. */
final class SchemaWords {

    private final JsonNode schema;

    SchemaWords(JsonNode schema) {
        this.schema = schema;
    }

    void add(ValidationMessage message, Findings findings) {
        YamlPath path = path(message.getInstanceLocation());
        JsonNode around = around(message);
        String property = String.valueOf(message.getProperty());
        switch (message.getType()) {
            case "required" -> findings.add(path.key(property), null, "is required");
            case "additionalProperties" -> findings.add(path.key(property), null, unknown(property, around));
            case "propertyNames" -> findings.add(path.key(property), null, propertyName(around));
            default -> findings.add(path, message.getInstanceNode(), rule(message.getType(), around));
        }
    }

    private static String unknown(String property, JsonNode around) {
        List<String> known = new ArrayList<>();
        around.path("properties").fieldNames().forEachRemaining(known::add);
        Optional<String> near = Spelling.nearest(property, known);
        return "is not a known key"
                + near.map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static String propertyName(JsonNode around) {
        return around.path("x-rule")
                .asText(around.path("propertyNames").path("x-rule").asText());
    }

    private static String rule(String keyword, JsonNode around) {
        return switch (keyword) {
            case "type" -> "must be " + type(around.path("type").asText());
            case "enum" -> "must be one of " + list(around.path("enum"));
            case "pattern" -> around.path("x-rule").asText("has a form that is not allowed");
            case "minimum", "maximum" ->
                "must be " + around.path("minimum").asText() + " to "
                        + around.path("maximum").asText();
            case RangeKeyword.NAME ->
                "must be " + around.path(RangeKeyword.NAME).path(0).asText() + " to "
                        + around.path(RangeKeyword.NAME).path(1).asText();
            case "minItems" ->
                "must have at least " + count(around.path("minItems").asInt());
            case "maxItems" ->
                "must have at most " + count(around.path("maxItems").asInt());
            case "uniqueItems" -> "must not have an entry twice";
            case "minLength" -> "must not be empty";
            case "maxLength" -> "must be at most " + around.path("maxLength").asText() + " characters";
            default -> "is not allowed (" + keyword + ")";
        };
    }

    private static String count(int entries) {
        return entries == 1 ? "1 entry" : entries + " entries";
    }

    private static String type(String type) {
        return switch (type) {
            case "string" -> "a text (in quotes if it looks like a number)";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            default -> "a section (keys with values)";
        };
    }

    private static String list(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    /** The schema object that holds the keyword which failed. */
    private JsonNode around(ValidationMessage message) {
        JsonNodePath keyword = message.getSchemaLocation().getFragment();
        JsonNode node = schema;
        for (int i = 0; i < keyword.getNameCount() - 1; i++) {
            Object element = keyword.getElement(i);
            node = element instanceof Integer index ? node.path(index) : node.path(element.toString());
        }
        return node;
    }

    private static YamlPath path(JsonNodePath location) {
        YamlPath path = YamlPath.ROOT;
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            path = element instanceof Integer index ? path.item(index) : path.key(element.toString());
        }
        return path;
    }
}
