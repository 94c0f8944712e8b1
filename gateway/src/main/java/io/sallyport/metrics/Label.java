package io.sallyport.metrics;

import java.util.Locale;

/** Every label, with where its values come from: configuration or a closed list, never a request. */
enum Label {
    REGION("a configured region's name"),
    PLANE("a region's plane"),
    PROBE("a probe of the dialect"),
    STATE("of the controller or of a breaker"),
    FROM("a configured region's name, `starting` or `blackout`"),
    TO("a configured region's name, `starting` or `blackout`"),
    OPERATION("an operation of the dialect, or one of the gateway's own; any other is `other`"),
    STATUS("the HTTP status sent, 499 where the client left first; `other` where a region's is no HTTP status"),
    OUTCOME("`ok` or the kind of failure"),
    CAPABILITY("of those that the dialect names, as at `/-/capabilities`; `other` where it names none"),
    DIALECT("the configured dialect"),
    ISSUER("a configured issuer; a token's that is none is `other`"),
    SOURCE("the configured name of the region that was asked for its keys, `other` for a place of no one region"),
    RESULT(
            "of a verdict on a token, of a fetch of keys, what became of an ID token, or of a replay: `replayed`, `unreplayable`"),
    KIND("`verified`, or `unverified`: noted for a token that the gateway could not verify"),
    REASON(
            "of a move of the serving region; of a verdict on a token or for withholding one (`none` where there is none); why a "
                    + "sign-in is refused: `blocked`, `crowded`, `fenced`; or of the end of an event stream: `full`, `source_full`, `slow`, `drain`");

    /** What a label says where its value would otherwise come from a request. */
    static final String OTHER = "other";

    private final String tag = name().toLowerCase(Locale.ROOT);
    private final String meaning;

    Label(String meaning) {
        this.meaning = meaning;
    }

    /** As Prometheus sees it. */
    String tag() {
        return tag;
    }

    /** Where its values come from, in Markdown. */
    String meaning() {
        return meaning;
    }
}
