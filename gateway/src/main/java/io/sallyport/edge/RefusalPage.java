package io.sallyport.edge;

/** The page that a person sees instead of a region's. No script, no external asset; light and dark, small screens. */
final class RefusalPage {

    private static final String TEMPLATE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 12vh auto; max-width: 34rem; padding: 0 1.25rem }
            h1 { font-size: 1.5rem }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            <p>%2$s</p>
            </body>
            </html>
            """;

    private RefusalPage() {}

    /** The page; every text in it is the gateway's own, none is the request's. */
    static String render(Refusal refusal) {
        return TEMPLATE.formatted(refusal.title(), refusal.text());
    }
}
