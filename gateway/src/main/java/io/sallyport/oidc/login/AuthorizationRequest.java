package io.sallyport.oidc.login;

import io.sallyport.oidc.text.FormText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an authorization request (RFC 6749 §4.1.1), as the text of its query or form.
 *
 * @param parameters without a question mark
 */
public record AuthorizationRequest(String parameters) {

    /** No provider knows it: the answer is the standard's error, at an address that the provider has looked at. */
    private static final String UNSUPPORTED = "unsupported";

    private static final String RESPONSE_TYPE = "response_type";
    private static final String RESPONSE_MODE = "response_mode";
    private static final Set<String> MODES = Set.of("query", "form_post", "fragment");

    /**
     * The same parameters, with what cannot pass exchanged for what nobody offers. A code can, in a way that signs nothing over
     * it: hybrid answers (OpenID Connect Core §3.3) and JARM are signed over the code as the region knows it.
     */
    public String offered() {
        return new FormText(parameters)
                .edited(
                        Set.of(RESPONSE_TYPE, RESPONSE_MODE),
                        (name, value) -> isOffered(name, value) ? null : UNSUPPORTED);
    }

    private static boolean isOffered(String name, String value) {
        return value.isEmpty() || (name.equals(RESPONSE_TYPE) ? value.equals("code") : MODES.contains(value));
    }

    /** Whether it refers to one that was pushed before (RFC 9126 §4). */
    public boolean isPushed() {
        return !values("request_uri").isEmpty();
    }

    /** Whether it names its client, as every one of OAuth does. */
    public boolean namesClient() {
        return !values("client_id").isEmpty();
    }

    /** Where its answer is to go; null where it does not say so plainly. */
    public @Nullable ReturnAddress returnAddress() {
        String redirectUri = only("redirect_uri");
        return redirectUri == null || !ReturnAddress.isPlain(redirectUri)
                ? null
                : new ReturnAddress(redirectUri, only("state"), only(RESPONSE_MODE));
    }

    private @Nullable String only(String name) {
        List<String> values = values(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    private List<String> values(String name) {
        return new FormText(parameters)
                .find(Set.of(name)).stream()
                        .map(parameter -> parameter.at().value())
                        .filter(value -> !value.isEmpty())
                        .toList();
    }
}
