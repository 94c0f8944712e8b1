package io.sallyport.regions.cognito;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a request. */
record Input(JsonNode json) {

    /**
     * Reads a request's body.
     *
     * @throws CognitoException if it is no JSON object
     */
    static Input parse(String body) throws CognitoException {
        try {
            JsonNode json = CognitoError.JSON.readTree(body);
            if (json instanceof ObjectNode object) {
                return new Input(object);
            }
        } catch (JsonProcessingException malformed) {
            throw new CognitoException("SerializationException", "The request is not valid JSON.");
        }
        throw new CognitoException("SerializationException", "Start of structure or map found where not expected.");
    }

    /**
     * A member that must be there.
     *
     * @throws CognitoException naming it
     */
    String required(String member) throws CognitoException {
        return optional(member)
                .orElseThrow(() -> CognitoException.invalidParameter(
                        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
                                .formatted(member)));
    }

    /** A member that may be there; empty also if it is no string. */
    Optional<String> optional(String member) {
        JsonNode value = json.path(member);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /** Whether a member is there and true. */
    boolean isTrue(String member) {
        return json.path(member).asBoolean(false);
    }

    /** A number that may be there. */
    int number(String member, int otherwise) {
        return json.path(member).asInt(otherwise);
    }

    /** A list of strings; empty if it is not there. */
    List<String> strings(String member) {
        List<String> strings = new ArrayList<>();
        json.path(member).forEach(string -> strings.add(string.asText()));
        return strings;
    }

    /** A map of strings inside. */
    Input inner(String member) {
        return new Input(json.path(member));
    }

    /** A list of {@code {"Name":…,"Value":…}}. */
    Map<String, String> attributes(String member) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (JsonNode attribute : json.path(member)) {
            String name = attribute.path("Name").asText("");
            if (!name.isEmpty()) {
                attributes.put(name, attribute.path("Value").asText(""));
            }
        }
        return attributes;
    }

    /** Without the values: they may be secret. */
    @Override
    public String toString() {
        return "Input";
    }
}
