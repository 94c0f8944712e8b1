package io.sallyport.edge;

import io.sallyport.operation.Fields;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a client says who it is (RFC 6749 §2.3.1): by {@code Basic}, or in the form; never both. */
sealed interface ClientCredentials {

    /** These, not looked at yet. */
    record Presented(String id, String secret) implements ClientCredentials {
        @Override
        public String toString() {
            return "Presented[" + id + "]";
        }
    }

    /** None, or none that are understood here. */
    record Absent() implements ClientCredentials {}

    /** More than one way at once: the request is malformed. */
    record Ambiguous() implements ClientCredentials {}

    /** Reads a request's headers and its form. */
    static ClientCredentials of(MultiMap headers, Map<String, String> form) {
        List<String> authorization = headers.getAll(HttpHeaders.AUTHORIZATION);
        String id = form.get("client_id");
        String secret = form.get("client_secret");
        if (authorization.size() > 1 || (!authorization.isEmpty() && secret != null)) {
            return new Ambiguous();
        }
        if (authorization.isEmpty()) {
            return id == null || secret == null ? new Absent() : new Presented(id, secret);
        }
        ClientCredentials basic = basic(authorization.get(0));
        // Naming oneself in the form too is common, and harmless where it is the same name.
        boolean isAnother = id != null
                && basic instanceof Presented presented
                && !presented.id().equals(id);
        return isAnother ? new Ambiguous() : basic;
    }

    /**
     * The names by which a request's client may be known to whom it asks, before anybody has authenticated it. By
     * {@code Basic} both as it is written and as it is meant: many clients do not encode theirs.
     */
    static Set<String> names(MultiMap headers, Fields form) {
        Set<String> names = new HashSet<>();
        String id = form.value("client_id");
        if (id != null) {
            names.add(id);
        }
        for (String header : headers.getAll(HttpHeaders.AUTHORIZATION)) {
            String pair = pair(header);
            int colon = pair == null ? -1 : pair.indexOf(':');
            if (pair != null && colon >= 0) {
                names.add(pair.substring(0, colon));
                names.add(FormFields.decoded(pair.substring(0, colon)));
            }
        }
        return names;
    }

    /** Both halves are form-encoded before they are joined, so that a colon in one cannot end it. */
    private static ClientCredentials basic(String header) {
        String pair = pair(header);
        int colon = pair == null ? -1 : pair.indexOf(':');
        try {
            return pair == null || colon < 0
                    ? new Absent()
                    : new Presented(
                            StrictForm.decode(pair.substring(0, colon)), StrictForm.decode(pair.substring(colon + 1)));
        } catch (IllegalArgumentException badEncoding) {
            return new Absent();
        }
    }

    /** What {@code Basic} carries; null where the header is none. */
    private static @Nullable String pair(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            return new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEncoding) {
            return null;
        }
    }
}
