package io.sallyport.config.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code>, <code>${NAME:-default}</code> (also for an empty variable) and
 * <code>${file:/path}</code> in a value; <code>$${</code> stands for <code>${</code>. What is put in is never read as YAML.
 */
final class Substitution {

    private static final Pattern PLACE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(})?");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(:-(.*))?", Pattern.DOTALL);
    private static final Pattern SECRET_NAME = Pattern.compile(".*(SECRET|PASSW|TOKEN|KEY|CREDENTIAL).*");
    private static final long MAX_BYTES = 64 << 10;

    private final Function<String, @Nullable String> env;

    Substitution(Function<String, @Nullable String> env) {
        this.env = env;
    }

    /**
     * A value after substitution.
     *
     * @param text the result
     * @param replaced whether anything was put in
     * @param secret whether it may be a secret: from a file, or from a variable with such a name
     * @param problems rules that are broken
     */
    record Expanded(String text, boolean replaced, boolean secret, List<String> problems) {}

    Expanded expand(String raw) {
        if (!raw.contains("${")) {
            return new Expanded(raw, false, false, List.of());
        }
        Expansion expansion = new Expansion();
        Matcher matcher = PLACE.matcher(raw);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(expansion.replace(matcher)));
        }
        matcher.appendTail(text);
        return new Expanded(text.toString(), expansion.replaced, expansion.secret, List.copyOf(expansion.problems));
    }

    /** One value's replacements. */
    private final class Expansion {
        private final List<String> problems = new ArrayList<>();
        private boolean replaced;
        private boolean secret;

        String replace(Matcher place) {
            if (place.group().equals("$${")) {
                return "${";
            }
            replaced = true;
            String inner = place.group(1);
            if (place.group(2) == null) {
                return problem("has a ${ without its }");
            }
            return inner.startsWith("file:") ? fromFile(inner.substring("file:".length())) : fromEnvironment(inner);
        }

        private String fromEnvironment(String inner) {
            Matcher variable = VARIABLE.matcher(inner);
            if (!variable.matches()) {
                return problem("has a ${…} that is neither ${NAME}, ${NAME:-default} nor ${file:/path}");
            }
            String name = variable.group(1);
            secret |= SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches();
            String value = env.apply(name);
            String fallback = variable.group(3);
            if (fallback != null) {
                return value == null || value.isEmpty() ? fallback : value;
            }
            return value != null ? value : problem("the environment variable " + name + " is not set");
        }

        private String fromFile(String name) {
            secret = true;
            try {
                Path file = Path.of(name);
                if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                    return Files.readString(file).strip();
                }
                return problem("${file:" + name + "} is not a file of at most 64 KiB");
            } catch (IOException | InvalidPathException e) {
                return problem("${file:" + name + "} cannot be read as UTF-8 text");
            }
        }

        private String problem(String rule) {
            problems.add(rule);
            return "";
        }
    }
}
