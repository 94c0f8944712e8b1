package io.sallyport.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/** The JSON Schema of the file: structure, types, ranges, defaults and descriptions, all in this one place. */
final class ConfigSchema {

    private static final String RESOURCE = "/io/sallyport/config/sallyport.schema.json";
    private static final ConfigSchema INSTANCE = new ConfigSchema(read());

    private final JsonNode node;
    private final JsonSchema schema;
    private final SchemaWords words;

    private ConfigSchema(JsonNode node) {
        this.node = node;
        this.words = new SchemaWords(node);
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new RangeKeyword())
                .keywords(List.of(
                        new NonValidationKeyword("x-rule"),
                        new NonValidationKeyword("x-type"),
                        new NonValidationKeyword("x-default")))
                .build();
        this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(dialect))
                .getSchema(node, SchemaValidatorsConfig.builder().build());
    }

    static ConfigSchema get() {
        return INSTANCE;
    }

    /** The schema as a document. */
    JsonNode node() {
        return node;
    }

    /** What a {@code $ref} stands for, or the schema itself. */
    JsonNode resolve(JsonNode property) {
        return property.has("$ref") ? node.at(property.get("$ref").textValue().substring(1)) : property;
    }

    /** Notes everything in the tree that the schema refuses. A wrong type comes before what follows from it. */
    void check(JsonNode tree, Findings findings) {
        schema.validate(tree).stream()
                .sorted(Comparator.comparing(
                        (ValidationMessage message) -> !message.getType().equals("type")))
                .forEach(message -> words.add(message, findings));
    }

    private static JsonNode read() {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
