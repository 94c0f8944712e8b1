package io.sallyport.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes the configuration reference from the schema. */
final class ConfigReference {

    private static final String HEAD = """
            # Configuration reference

            <!-- Generated from sallyport.schema.json. To write it anew:
                 ./mvnw -q test -pl gateway -Dtest=ConfigReferenceTest -Dreference.write=true -->

            One YAML file. Copy `conf/cognito.yaml`; `conf/sallyport.schema.json`
            gives an editor completion and checks.

            - `${NAME}` is an environment variable, `${NAME:-default}` has a default, `${file:/path}` is a file's text;
              `$${` stands for `${`. They work inside any value, never in a key, and what they
              put in is never read as YAML. Write a number so (`port: ${PORT}`) without quotes and not inside `{…}`.
            - Durations are `500ms`, `2s`, `15m` or `1h`; sizes are `512B`, `64KiB` or `1MiB`.
            - An unknown key, a key that is there twice, a value out of range: the file is refused, with one line a problem.
            - A key without a value counts as absent.

            """;

    private final StringBuilder text = new StringBuilder(HEAD);
    private final JsonNode schema;

    ConfigReference(JsonNode schema) {
        this.schema = schema;
    }

    String write() {
        text.append("## Top level\n\n");
        table(schema);
        sections("", schema);
        return text.toString();
    }

    private void sections(String prefix, JsonNode section) {
        section.path("properties").properties().forEach(property -> {
            String name = prefix + property.getKey();
            JsonNode resolved = ConfigSchema.get().resolve(property.getValue());
            JsonNode items = ConfigSchema.get().resolve(resolved.path("items"));
            JsonNode entries = ConfigSchema.get().resolve(resolved.path("additionalProperties"));
            section(name, property.getValue(), resolved);
            section(name + "[]", property.getValue(), items);
            section(name + ".<name>", property.getValue(), entries);
        });
    }

    private void section(String name, JsonNode property, JsonNode section) {
        if (!section.has("properties")) {
            return;
        }
        text.append("\n## `").append(name).append("`\n\n");
        text.append(property.path("description").asText()).append("\n\n");
        table(section);
        sections(name + ".", section);
    }

    private void table(JsonNode section) {
        text.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Map.Entry<String, JsonNode> property : section.path("properties").properties()) {
            boolean required = StreamSupport.stream(section.path("required").spliterator(), false)
                    .anyMatch(name -> name.asText().equals(property.getKey()));
            row(property.getKey(), property.getValue(), required);
        }
    }

    private void row(String name, JsonNode property, boolean required) {
        JsonNode resolved = ConfigSchema.get().resolve(property);
        text.append("| `").append(name).append("` | ");
        text.append(value(property, resolved)).append(" | ");
        text.append(required ? "required" : given(property)).append(" | ");
        text.append(property.path("description").asText()).append(" |\n");
    }

    private static String given(JsonNode property) {
        if (property.has("x-default")) {
            return property.get("x-default").asText();
        }
        JsonNode given = property.path("default");
        if (given.isMissingNode()) {
            return "";
        }
        return given.isTextual() ? "`" + given.asText() + "`" : "`" + given + "`";
    }

    private static String value(JsonNode property, JsonNode resolved) {
        if (resolved.has("enum")) {
            return words(resolved.get("enum"));
        }
        String type = resolved.path("x-type").asText(resolved.path("type").asText());
        JsonNode range = property.path("x-range");
        if (range.isArray()) {
            return type + ", " + range.get(0).asText() + " to " + range.get(1).asText();
        }
        if (resolved.has("minimum")) {
            return resolved.get("minimum").asText() + " to "
                    + resolved.get("maximum").asText();
        }
        return switch (type) {
            case "array" -> "list of " + items(ConfigSchema.get().resolve(resolved.path("items")));
            case "object" -> resolved.has("properties") ? "section" : "section by name";
            case "string" -> "text";
            default -> type;
        };
    }

    private static String items(JsonNode items) {
        String value = value(items, items);
        return value.equals("text") ? "texts" : value.equals("section") ? "sections" : value;
    }

    private static String words(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> "`" + value.asText() + "`")
                .collect(Collectors.joining(", "));
    }
}
