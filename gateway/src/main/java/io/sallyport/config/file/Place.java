package io.sallyport.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A value and where it stands, for rules across keys. Values that are absent or already refused read as empty, so that a
 * rule speaks only about what the schema let through.
 */
record Place(YamlPath path, JsonNode node, Findings findings) {

    Place key(String name) {
        return new Place(path.key(name), node.path(name), findings);
    }

    List<Place> items() {
        List<Place> items = new ArrayList<>();
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            items.add(new Place(path.item(i), node.path(i), findings));
        }
        return items;
    }

    List<Place> entries() {
        return node.properties().stream().map(Map.Entry::getKey).map(this::key).toList();
    }

    boolean present() {
        return !node.isMissingNode();
    }

    /** A text that nothing has refused. */
    Optional<String> text() {
        return node.isTextual() && !findings.at(path) ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** A duration in milliseconds or a size in bytes. */
    OptionalLong amount() {
        return text().map(Units::parse).orElse(OptionalLong.empty());
    }

    OptionalLong number() {
        return node.isIntegralNumber() && !findings.at(path) ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    boolean is(String expected) {
        return text().filter(expected::equals).isPresent();
    }

    void refuse(String rule) {
        findings.add(path, node, rule);
    }
}
