package io.sallyport.edge;

import static io.sallyport.oidc.text.PageText.escaped;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.stream.Collectors;

/** A page that posts parameters to a client (OAuth 2.0 Form Post Response Mode), by itself or by a click. */
final class FormPostPage {

    private static final String SCRIPT = "document.forms[0].submit()";

    /** The SHA-256 of {@link #SCRIPT}, by which a browser lets it run and nothing else (CSP Level 3 §2.3.1). */
    static final String SCRIPT_HASH = "sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE=";

    private static final String TEMPLATE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="robots" content="noindex">
            <title>Back to the application</title>
            </head>
            <body>
            <form method="post" action="%s">
            %s
            <button type="submit">Continue</button>
            </form>
            <script>%s</script>
            </body>
            </html>
            """;

    private FormPostPage() {}

    /** Ends an answer with the page. */
    static void write(HttpServerResponse response, String action, Map<String, String> parameters) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader(
                        "content-security-policy",
                        "default-src 'none'; script-src '" + SCRIPT_HASH + "'; frame-ancestors 'none'")
                .end(page(action, parameters));
    }

    static String page(String action, Map<String, String> parameters) {
        String inputs = parameters.entrySet().stream()
                .map(each -> "<input type=\"hidden\" name=\"" + escaped(each.getKey()) + "\" value=\""
                        + escaped(each.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
        return TEMPLATE.formatted(escaped(action), inputs, SCRIPT);
    }
}
