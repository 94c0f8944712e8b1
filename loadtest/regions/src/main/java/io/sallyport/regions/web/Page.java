package io.sallyport.regions.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One plain page with at most one form. Everything given to it is text and is escaped; no script, no outside link. */
public final class Page {

    private final String title;
    private final StringBuilder body = new StringBuilder();

    /** A page headed {@code title}. */
    public Page(String title) {
        this.title = title;
    }

    /** A paragraph. */
    public Page say(String text) {
        body.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    /** A link to a path of this region. */
    public Page link(String path, String text) {
        body.append("<p><a href=\"%s\">%s</a></p>%n".formatted(escape(path), escape(text)));
        return this;
    }

    /** A form that posts to a path of this region. */
    public Page form(Form form) {
        body.append(form.html());
        return this;
    }

    /** Sends the form without a click; the answer's policy must let the script with this {@code nonce} run. */
    public Page submitItself(String nonce) {
        body.append("<script nonce=\"%s\">document.forms[0].submit()</script>%n".formatted(escape(nonce)));
        return this;
    }

    /** The whole page. */
    public String html() {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
                <meta name="viewport" content="width=device-width">
                <style>body{font:16px sans-serif;max-width:24em;margin:4em auto}input{display:block;width:100%%;margin:.3em 0 1em;padding:.4em}</style>
                </head><body><h1>%1$s</h1>
                %2$s</body></html>
                """.formatted(escape(title), body);
    }

    /** A POST form; the button has no name, so that it sends nothing. */
    public static final class Form {

        private final String action;
        private final String button;
        private final Map<String, String> inputs = new LinkedHashMap<>();

        /** A form that posts to {@code action}, a path. */
        public Form(String action, String button) {
            this.action = action;
            this.button = button;
        }

        /** A labelled input of HTML type {@code type}. */
        public Form input(String name, String type, String label) {
            inputs.put(
                    name,
                    "<label>%s<input name=\"%s\" type=\"%s\" required></label>"
                            .formatted(escape(label), escape(name), escape(type)));
            return this;
        }

        /** A value that the form carries along. */
        public Form hidden(String name, String value) {
            inputs.put(name, "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(escape(name), escape(value)));
            return this;
        }

        String html() {
            return inputs.values().stream()
                    .collect(Collectors.joining(
                            "\n",
                            "<form method=\"post\" action=\"%s\">%n".formatted(escape(action)),
                            "%n<button type=\"submit\">%s</button></form>%n".formatted(escape(button))));
        }
    }

    /** Escapes {@code text} for HTML text and quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
