package io.sallyport.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.config.CognitoPool;
import java.util.List;

/** Fills what a file leaves out: the schema's defaults, and the few that depend on other keys. */
final class Defaults {

    private Defaults() {}

    static void fill(ObjectNode root, JsonNode schema) {
        section(root, schema);
        if (root.path("issuer") instanceof ObjectNode issuer && !issuer.has("mode")) {
            issuer.put("mode", root.path("dialect").asText().equals("cognito") ? "reissue" : "shared");
        }
        root.path("regions").forEach(region -> {
            cognitoIssuers(root, region);
            keysFromOidc(region);
        });
        root.path("validation").path("issuers").forEach(issuer -> fromSection(root.path("validation"), issuer));
        if (root.path("state") instanceof ObjectNode state
                && state.path("directory").isTextual()
                && !state.has("keyFile")) {
            state.put("keyFile", state.path("directory").textValue() + "/sealing.key");
        }
    }

    /** A region that lists no issuers signs with the pool's, and publishes their keys and discovery where the pool's are. */
    private static void cognitoIssuers(ObjectNode root, JsonNode region) {
        CognitoPool pool = new CognitoPool(root.path("pool").asText());
        String name = region.path("name").asText();
        boolean isPools = root.path("dialect").asText().equals("cognito") && pool.hasIssuers(name);
        if (!isPools || !(region instanceof ObjectNode object) || object.has("issuers")) {
            return;
        }
        pool.issuers(name).forEach(object.putArray("issuers")::add);
        if (!object.has("keys")) {
            object.put("keys", pool.originalIssuer(name));
        }
    }

    private static void fromSection(JsonNode section, JsonNode issuer) {
        for (String key : List.of("algorithms", "tokenTypes", "skew")) {
            if (issuer instanceof ObjectNode object && !object.has(key) && section.has(key)) {
                object.set(key, section.get(key).deepCopy());
            }
        }
        for (String key : List.of("audiences", "clients", "jwks")) {
            if (issuer instanceof ObjectNode object && !object.has(key)) {
                object.putArray(key);
            }
        }
    }

    private static void keysFromOidc(JsonNode region) {
        if (region instanceof ObjectNode object && object.has("oidc") && !object.has("keys")) {
            object.set("keys", object.get("oidc"));
        }
    }

    private static void value(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            section(object, schema);
        } else if (value.isArray()) {
            JsonNode items = ConfigSchema.get().resolve(schema.path("items"));
            value.forEach(item -> value(item, items));
        }
    }

    private static void section(ObjectNode object, JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode resolved = ConfigSchema.get().resolve(property.getValue());
            if (!object.has(property.getKey())) {
                absent(object, property.getKey(), resolved, property.getValue());
            }
            value(object.path(property.getKey()), resolved);
        });
        JsonNode entries = schema.path("additionalProperties");
        if (entries.isObject()) {
            object.forEach(entry -> value(entry, ConfigSchema.get().resolve(entries)));
        }
    }

    /** A section that may be left out is there with its defaults; one that may not stays away, for the schema to say so. */
    private static void absent(ObjectNode object, String name, JsonNode resolved, JsonNode property) {
        JsonNode given = property.path("default");
        if (!given.isMissingNode()) {
            object.set(name, given.deepCopy());
        } else if (resolved.path("type").asText().equals("object")
                && !resolved.has("required")
                && !property.has("$ref")) {
            object.putObject(name);
        }
    }
}
