package io.sallyport.regions.web;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request, read to its end.
 *
 * @param http method, path, headers and body; without the query
 * @param query the raw query, empty if there is none
 * @param cookies by name
 */
public record Call(HTTPRequest http, String query, Map<String, String> cookies) {

    /**
     * The parameters: the query's, or for POST the form's.
     *
     * @throws ParseException if a POST brings anything but a form
     */
    public Map<String, List<String>> parameters() throws ParseException {
        return http.getMethod() == HTTPRequest.Method.POST ? http.getBodyAsFormParameters() : queryParameters();
    }

    /**
     * The request, after a look that no parameter of its form is repeated (RFC 6749 section 3.2).
     *
     * @throws ParseException if one is, or if a POST brings anything but a form
     */
    public HTTPRequest withoutRepetition() throws ParseException {
        for (Map.Entry<String, List<String>> parameter : parameters().entrySet()) {
            if (parameter.getValue().size() > 1) {
                throw new ParseException("repeated parameter", OAuth2Error.INVALID_REQUEST);
            }
        }
        return http;
    }

    /** The query's parameters. */
    public Map<String, List<String>> queryParameters() {
        return URLUtils.parseParameters(query);
    }

    /**
     * The one value of a parameter, see {@link #parameters}.
     *
     * @throws ParseException if a POST brings anything but a form
     */
    public Optional<String> parameter(String name) throws ParseException {
        return first(parameters(), name);
    }

    /** The first value of {@code name}. */
    public static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Without values that may be secret. */
    @Override
    public String toString() {
        return "Call[" + http.getMethod() + " " + http.getURI().getPath() + "]";
    }
}
