package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.token.Secrets;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Responses;
import java.util.List;
import java.util.Map;

/** A page that posts an authorization response to the client (OAuth 2.0 Form Post Response Mode). */
final class FormPost {

    private FormPost() {}

    static HTTPResponse of(AuthorizationResponse response) {
        Page.Form form = new Page.Form(response.getRedirectionURI().toString(), "Continue");
        for (Map.Entry<String, List<String>> parameter : response.toParameters().entrySet()) {
            form.hidden(parameter.getKey(), parameter.getValue().get(0));
        }
        String nonce = Secrets.random();
        HTTPResponse page = Responses.html(
                HTTPResponse.SC_OK,
                new Page("Signing in").form(form).submitItself(nonce).html());
        page.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-" + nonce
                        + "'; frame-ancestors 'none'");
        return page;
    }
}
