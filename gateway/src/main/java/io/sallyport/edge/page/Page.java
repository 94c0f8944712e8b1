package io.sallyport.edge.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A page for a person: plain words, light and dark as the browser likes it, any size of screen or letters. No script, nothing
 * from elsewhere, and no text that is not escaped.
 */
public final class Page {

    private static final String STYLE = """
            :root{color-scheme:light dark;--ground:#f4f5f7;--sheet:#fff;--ink:#1c2330;--soft:#4a5465;--line:#d6dae1;\
            --good:#1f7a4d;--link:#0b57c2}
            @media (prefers-color-scheme:dark){:root{--ground:#12161c;--sheet:#1b2129;--ink:#e9edf3;--soft:#b0b9c6;\
            --line:#39424f;--good:#5fca94;--link:#8ab8ff}}
            *{box-sizing:border-box}
            body{margin:0;padding:clamp(1rem,8vh,6rem) 1rem 2rem;background:var(--ground);color:var(--ink);\
            font:1.0625rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}
            main{max-width:36rem;margin:0 auto;padding:clamp(1.25rem,5vw,2.5rem);background:var(--sheet);\
            border:1px solid var(--line);border-radius:.75rem}
            h1{margin:0 0 .75rem;font-size:1.625rem;line-height:1.25;letter-spacing:-.01em;text-wrap:balance}
            h2{margin:1.75rem 0 .5rem;font-size:1rem}
            p{margin:0 0 .75rem}
            p:last-child{margin-bottom:0}
            ul{margin:0;padding:0;list-style:none;color:var(--soft)}
            li{position:relative;padding-left:1.5rem;margin:.25rem 0}
            li::before{content:"";position:absolute;left:.125rem;top:.42em;width:.625rem;height:.625rem;\
            border:2px solid var(--soft);border-radius:50%}
            .good li::before{border-color:var(--good);background:var(--good)}
            .way{margin-top:2rem}
            a{display:inline-block;padding:.625rem 1.125rem;border:1px solid transparent;border-radius:.5rem;\
            background:var(--link);color:var(--sheet);font-weight:600;text-decoration:none}
            a:hover{text-decoration:underline}
            a:focus-visible{outline:3px solid var(--link);outline-offset:3px}
            """;

    /** What a browser lets the page do: show itself, with that style, in no frame (CSP3). */
    public static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest()
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%1$s</title>
            <style>%2$s</style>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            """;

    private static final String FOOT = """
            </main>
            </body>
            </html>
            """;

    private final StringBuilder html = new StringBuilder(4096);

    /** Begins a page with its title, which is its heading too. */
    public Page(String title) {
        html.append(HEAD.formatted(escaped(title), STYLE));
    }

    private static String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Says something. */
    public Page say(String text) {
        html.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** Lists what works. */
    public Page works(String heading, List<String> items) {
        return list(" class=\"good\"", heading, items);
    }

    /** Lists what does not. */
    public Page waits(String heading, List<String> items) {
        return list("", heading, items);
    }

    private Page list(String attributes, String heading, List<String> items) {
        html.append("<h2>")
                .append(escaped(heading))
                .append("</h2>\n<ul")
                .append(attributes)
                .append(">\n");
        items.forEach(item -> html.append("<li>").append(escaped(item)).append("</li>\n"));
        html.append("</ul>\n");
        return this;
    }

    /**
     * Shows a way on.
     *
     * @param path on this site; begins with one slash
     */
    public Page way(String text, String path) {
        if (!path.startsWith("/") || path.startsWith("//") || path.startsWith("/\\")) {
            throw new IllegalArgumentException("leads to another site");
        }
        html.append("<p class=\"way\"><a href=\"").append(escaped(path)).append("\">");
        html.append(escaped(text)).append("</a></p>\n");
        return this;
    }

    /** The whole page. */
    public String html() {
        return html + FOOT;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
