package io.sallyport.config.file;

import java.util.regex.Pattern;

/**
 * A place in the file, as a person would write it: {@code regions[0].oidc}.
 *
 * @param text empty for the whole file
 */
record YamlPath(String text) {

    static final YamlPath ROOT = new YamlPath("");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    YamlPath key(String name) {
        String shown = PLAIN.matcher(name).matches() ? name : Findings.quoted(name);
        return new YamlPath(text.isEmpty() ? shown : text + "." + shown);
    }

    YamlPath item(int index) {
        return new YamlPath(text + "[" + index + "]");
    }

    /** The place that holds this one; {@link #ROOT} holds itself. */
    YamlPath parent() {
        int end = Math.max(text.lastIndexOf('.'), text.lastIndexOf('['));
        return end < 0 ? ROOT : new YamlPath(text.substring(0, end));
    }
}
