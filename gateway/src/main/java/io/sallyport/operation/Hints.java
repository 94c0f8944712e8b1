package io.sallyport.operation;

import java.util.Map;

/**
 * Where an operation's messages hold values that one region alone may know. Fields are named as parameters of the query or
 * form, or as the path of a JSON member ({@code AuthParameters.REFRESH_TOKEN}).
 *
 * @param takes fields of the request
 * @param gives fields of the answer: JSON members; of a {@link Surface#PAGE} the parameters with which it sends the
 *     browser back to the client
 * @param forged the answer where a request's value claims a region falsely
 */
public record Hints(Map<String, HintKind> takes, Map<String, HintKind> gives, ForgedAnswer forged) {

    /** None. */
    public static final Hints NONE = new Hints(Map.of(), Map.of(), ForgedAnswer.GRANT);

    /** Copies its maps. */
    public Hints {
        takes = Map.copyOf(takes);
        gives = Map.copyOf(gives);
    }

    /** Whether the operation is a step of a login in a browser: it may send it back to the client with a code. */
    public boolean isBrowserStep() {
        return gives.containsValue(HintKind.CODE);
    }
}
