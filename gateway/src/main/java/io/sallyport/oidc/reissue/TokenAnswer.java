package io.sallyport.oidc.reissue;

import io.sallyport.oidc.text.JsonText;
import io.sallyport.oidc.text.Spliced;
import io.sallyport.upstream.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token endpoint answered (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3, RFC 8693 §2.2.1), as far as it is about an ID token. */
sealed interface TokenAnswer {

    /** The type of an ID token in a token exchange (RFC 8693 §3). */
    String ID_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:id_token";

    /** There is none in it. */
    record Without() implements TokenAnswer {}

    /** Nobody can tell whether there is one in it, or which. */
    record Unreadable() implements TokenAnswer {}

    /**
     * There is one in it.
     *
     * @param body the answer
     * @param idToken where it stands
     * @param accessToken the one that it goes with; null where it was given in the place of one
     */
    record Found(Buffer body, Spliced idToken, @Nullable String accessToken) implements TokenAnswer {

        /** The answer with another one. */
        Buffer with(String another) {
            return Buffer.buffer(body.length() + another.length())
                    .appendBuffer(body, 0, idToken.from())
                    .appendString(another)
                    .appendBuffer(body, idToken.to(), body.length() - idToken.to());
        }
    }

    /** Reads an answer of success. */
    static TokenAnswer of(Outcome.Answered answer) {
        if (answer.rest() != null || answer.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return new Unreadable();
        }
        Optional<Map<String, Spliced>> members =
                JsonText.read(answer.body().getBytes(), Set.of("id_token", "access_token", "issued_token_type"));
        return members.map(read -> of(answer.body(), read)).orElseGet(() -> ofAnother(answer));
    }

    private static TokenAnswer of(Buffer body, Map<String, Spliced> members) {
        Spliced idToken = members.get("id_token");
        Spliced accessToken = members.get("access_token");
        Spliced type = members.get("issued_token_type");
        if (type != null && type.value().equals(ID_TOKEN_TYPE)) {
            return idToken != null || accessToken == null ? new Unreadable() : new Found(body, accessToken, null);
        }
        if (idToken == null) {
            return new Without();
        }
        return accessToken == null ? new Unreadable() : new Found(body, idToken, accessToken.value());
    }

    /** Not JSON, or none that a strict reader reads; a lenient one might find what stands in it. */
    private static TokenAnswer ofAnother(Outcome.Answered answer) {
        String type = answer.headers().get(HttpHeaders.CONTENT_TYPE);
        boolean isEmpty = answer.body().length() == 0;
        boolean mayHaveOne = (type != null && type.contains("json"))
                || answer.body().toString(StandardCharsets.ISO_8859_1).contains("token");
        return !isEmpty && mayHaveOne ? new Unreadable() : new Without();
    }
}
