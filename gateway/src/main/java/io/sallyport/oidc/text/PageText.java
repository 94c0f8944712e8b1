package io.sallyport.oidc.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page that sends the browser on with hidden inputs (OAuth 2.0 Form Post Response Mode), as its bytes' characters (ISO
 * 8859-1). Only inputs after a form whose action leaves the provider are looked at; a page that is built otherwise is left
 * alone.
 */
public record PageText(String html) {

    private static final Pattern TAG = Pattern.compile("<(form|/form|input)\\b[^<>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s([a-zA-Z-]+)\\s*=\\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\\s\"'<>=`]+))");
    private static final Pattern ENTITY = Pattern.compile("&(?:#([0-9]{1,6})|#[xX]([0-9a-fA-F]{1,5})|([a-z]{2,4}));");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "quot", "\"", "apos", "'", "lt", "<", "gt", ">");

    /** The page with the values of hidden inputs exchanged; the same text where none is. */
    public String edited(Set<String> names, Predicate<String> leaves, Spliced.Edit edit) {
        StringBuilder out = null;
        int copied = 0;
        boolean isLeaving = false;
        Matcher tag = TAG.matcher(html);
        while (tag.find()) {
            String kind = tag.group(1).toLowerCase(Locale.ROOT);
            if (!kind.equals("input")) {
                isLeaving = kind.equals("form") && leaves.test(unescaped(value(tag, "action")));
                continue;
            }
            Spliced at = isLeaving && names.contains(value(tag, "name")) ? at(tag) : null;
            @Nullable String next = at == null ? null : edit.apply(value(tag, "name"), at.value());
            if (at != null && next != null) {
                out = out == null ? new StringBuilder(html.length() + 64) : out;
                out.append(html, copied, at.from())
                        .append(at.respelled(html.substring(at.from(), at.to()), next, PageText::escaped));
                copied = at.to();
            }
        }
        return out == null ? html : out.append(html, copied, html.length()).toString();
    }

    private String value(Matcher tag, String name) {
        Matcher attribute = attribute(tag, name);
        return attribute == null
                ? ""
                : html.substring(attribute.start(group(attribute)), attribute.end(group(attribute)));
    }

    private @Nullable Spliced at(Matcher tag) {
        Matcher attribute = attribute(tag, "value");
        if (attribute == null) {
            return null;
        }
        int from = attribute.start(group(attribute));
        int to = attribute.end(group(attribute));
        return new Spliced(from, to, unescaped(html.substring(from, to)));
    }

    private @Nullable Matcher attribute(Matcher tag, String name) {
        Matcher attribute = ATTRIBUTE.matcher(html).region(tag.start(), tag.end());
        while (attribute.find()) {
            if (attribute.group(1).equalsIgnoreCase(name)) {
                return attribute;
            }
        }
        return null;
    }

    private static int group(Matcher attribute) {
        return attribute.group(2) != null ? 2 : attribute.group(3) != null ? 3 : 4;
    }

    /** Numbers and the names that XML has: more than that no encoder writes into a value. */
    private static String unescaped(String text) {
        return text.indexOf('&') < 0
                ? text
                : ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(meant(entity)));
    }

    private static String meant(MatchResult entity) {
        if (entity.group(3) != null) {
            return NAMED.getOrDefault(entity.group(3), entity.group());
        }
        int point = entity.group(1) != null ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : entity.group();
    }

    /** A text as an attribute's value between quotes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
