package io.sallyport.oidc.login;

import static io.sallyport.oidc.text.FormText.encoded;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer to an authorization request goes. Good only once a region has accepted the request that names it: any other
 * would send a browser wherever somebody likes.
 *
 * @param redirectUri absolute, without fragment (RFC 6749 §3.1.2)
 * @param state the client's; null where it gave none
 * @param responseMode as the client asked; null where it did not
 */
public record ReturnAddress(
        String redirectUri,
        @Nullable String state,
        @Nullable String responseMode) {

    static boolean isPlain(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            return uri.isAbsolute()
                    && uri.getRawFragment() == null
                    && redirectUri.chars().allMatch(c -> c < 0x7f);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether the answer is to be posted by a page (OAuth 2.0 Form Post Response Mode). */
    public boolean isPosted() {
        return "form_post".equals(responseMode);
    }

    /**
     * The parameters of an error (RFC 6749 §4.1.2.1, RFC 9207 §2).
     *
     * @param description of ASCII characters
     */
    public Map<String, String> error(String error, String description, String issuer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error);
        parameters.put("error_description", description);
        if (state != null) {
            parameters.put("state", state);
        }
        parameters.put("iss", issuer);
        return parameters;
    }

    /** The URL that takes parameters there, in the query or, where the client wants it so, in the fragment. */
    public String with(Map<String, String> parameters) {
        char begin = "fragment".equals(responseMode) ? '#' : redirectUri.indexOf('?') < 0 ? '?' : '&';
        return redirectUri + begin + form(parameters);
    }

    /** As the parameters of a request that names this address alone. */
    public String text() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("redirect_uri", redirectUri);
        if (state != null) {
            parameters.put("state", state);
        }
        if (responseMode != null) {
            parameters.put("response_mode", responseMode);
        }
        return form(parameters);
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + '=' + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Without the state: it may be the client's secret. */
    @Override
    public String toString() {
        return "ReturnAddress[" + redirectUri + "]";
    }
}
