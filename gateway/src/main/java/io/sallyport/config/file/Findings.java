package io.sallyport.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The problems found so far, one a place (the first), and what is needed to show them: lines, and values to hide. */
final class Findings {

    private static final int SHOWN = 80;
    private static final Pattern USER_INFO = Pattern.compile("//[^/?#\\s]*@");

    /** What stands there is never shown, wherever it came from. */
    private static final String SECRET_KEY = ".secret";

    private final String file;
    private final Map<YamlPath, Integer> lines = new HashMap<>();
    private final Set<YamlPath> hidden = new HashSet<>();
    private final Map<YamlPath, Problem> problems = new LinkedHashMap<>();

    Findings(String file) {
        this.file = file;
    }

    /** Notes the line, from 1, on which a place stands. */
    void locate(YamlPath path, int line) {
        lines.put(path, line);
    }

    /** The value at this place may be a secret: never show it. */
    void hide(YamlPath path) {
        hidden.add(path);
    }

    /** Adds a problem, unless the place has one. */
    void add(YamlPath path, @Nullable JsonNode value, String rule) {
        problems.computeIfAbsent(path, p -> new Problem(file, line(p), p.text(), shown(p, value), rule));
    }

    /** Adds a problem with the file as a whole, at a line. */
    void addAt(int line, String rule) {
        problems.computeIfAbsent(YamlPath.ROOT, p -> new Problem(file, line, "", "", rule));
    }

    /** Whether the place, or one in it or around it, has a problem. */
    boolean at(YamlPath path) {
        return problems.keySet().stream()
                .filter(known -> !known.equals(YamlPath.ROOT))
                .anyMatch(known -> within(known, path) || within(path, known));
    }

    boolean any() {
        return !problems.isEmpty();
    }

    /** In the order of the file. */
    List<Problem> problems() {
        return problems.values().stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .toList();
    }

    private static boolean within(YamlPath inner, YamlPath outer) {
        String rest = inner.text().startsWith(outer.text())
                ? inner.text().substring(outer.text().length())
                : "x";
        return rest.isEmpty() || rest.charAt(0) == '.' || rest.charAt(0) == '[';
    }

    private int line(YamlPath path) {
        YamlPath place = path;
        while (!lines.containsKey(place) && !place.equals(YamlPath.ROOT)) {
            place = place.parent();
        }
        return lines.getOrDefault(place, 0);
    }

    private String shown(YamlPath path, @Nullable JsonNode value) {
        if (value == null || value.isContainerNode() || value.isMissingNode()) {
            return "";
        }
        if (hidden.contains(path) || path.text().endsWith(SECRET_KEY)) {
            return "(redacted)";
        }
        return value.isTextual()
                ? quoted(USER_INFO.matcher(value.textValue()).replaceAll("//(redacted)@"))
                : value.toString();
    }

    /** On one line, in quotes, shortened. */
    static String quoted(String text) {
        String shortened = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return TextNode.valueOf(shortened).toString();
    }
}
