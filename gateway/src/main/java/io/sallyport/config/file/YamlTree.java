package io.sallyport.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML text to a JSON tree, values substituted, lines noted. Composed from SnakeYAML's nodes and not by Jackson's parser,
 * which would stop at the first duplicate key and forget the lines. A key without value counts as absent.
 */
final class YamlTree {

    private static final int MAX_NODES = 20_000;
    private static final int MAX_DEPTH = 20;

    private final Substitution substitution;
    private final Findings findings;
    private int nodes;

    YamlTree(Substitution substitution, Findings findings) {
        this.substitution = substitution;
        this.findings = findings;
    }

    /** Empty, with a problem noted, if the text is not YAML or not a mapping. */
    Optional<ObjectNode> read(String text) {
        Optional<Node> composed = compose(text);
        JsonNode root = composed.map(node -> convert(node, YamlPath.ROOT, 0)).orElse(MissingNode.getInstance());
        if (root instanceof ObjectNode object) {
            return Optional.of(object);
        }
        findings.addAt(0, composed.isEmpty() ? "is empty" : "must be a section (keys with values)");
        return Optional.empty();
    }

    private Optional<Node> compose(String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(MAX_DEPTH);
            return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            findings.addAt(
                    e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1, "is not YAML: " + position(e));
        } catch (YAMLException e) {
            findings.addAt(0, "is not YAML: a character that YAML does not allow, or nesting that is too deep");
        }
        return Optional.empty();
    }

    private static String position(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem()).replaceAll("\\p{Cntrl}+", " ");
        return e.getProblemMark() == null
                ? problem
                : "column " + (e.getProblemMark().getColumn() + 1) + ", " + problem;
    }

    private JsonNode convert(Node node, YamlPath path, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            findings.add(path, null, "is too large or nested too deeply");
            return MissingNode.getInstance();
        }
        findings.locate(path, node.getStartMark().getLine() + 1);
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            findings.add(path, null, "tags (!…) are not known here");
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, path, depth);
        }
        return node instanceof SequenceNode sequence
                ? sequence(sequence, path, depth)
                : scalar((ScalarNode) node, path);
    }

    private ObjectNode mapping(MappingNode mapping, YamlPath path, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                findings.add(path, null, "has a key that is not a text");
                continue;
            }
            YamlPath place = path.key(key.getValue());
            JsonNode value = convert(tuple.getValueNode(), place, depth + 1);
            findings.locate(place, key.getStartMark().getLine() + 1);
            if (!seen.add(key.getValue())) {
                findings.add(place, null, "is there twice");
            } else if (!value.isNull() && !value.isMissingNode()) {
                object.set(key.getValue(), value);
            }
        }
        return object;
    }

    private ArrayNode sequence(SequenceNode sequence, YamlPath path, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<Node> items = sequence.getValue();
        for (int i = 0; i < items.size(); i++) {
            array.add(convert(items.get(i), path.item(i), depth + 1));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar, YamlPath path) {
        Substitution.Expanded value = substitution.expand(scalar.getValue());
        value.problems().forEach(rule -> findings.add(path, null, rule));
        if (value.secret()) {
            findings.hide(path);
        }
        boolean text = scalar.getScalarStyle() != ScalarStyle.PLAIN
                || (!value.replaced() && scalar.getTag().equals(Tag.STR));
        return text ? TextNode.valueOf(value.text()) : Scalars.plain(value.text());
    }
}
