package io.sallyport.regions.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Responses;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs a browser out: OpenID Connect RP-Initiated Logout ({@code id_token_hint}, {@code post_logout_redirect_uri})
 * and Cognito's form of it ({@code client_id}, {@code logout_uri}). Sends the browser on to registered URIs only.
 */
final class LogoutEndpoint implements Endpoint {

    private final Directory directory;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final BrowserSessions browsers;

    LogoutEndpoint(Directory directory, Sessions sessions, AccessTokens tokens, BrowserSessions browsers) {
        this.directory = directory;
        this.sessions = sessions;
        this.tokens = tokens;
        this.browsers = browsers;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        Map<String, List<String>> parameters = call.parameters();
        Optional<JWTClaimsSet> hint = Call.first(parameters, "id_token_hint").flatMap(tokens::idTokenHint);
        hint.map(claims -> claims.getClaim("sid")).ifPresent(sid -> sessions.revoke(sid.toString()));
        browsers.of(call).ifPresent(signedIn -> signedIn.sids().forEach(sessions::revoke));
        return browsers.forget(call, next(parameters, client(parameters, hint)));
    }

    private Optional<RegisteredClient> client(Map<String, List<String>> parameters, Optional<JWTClaimsSet> hint) {
        return Call.first(parameters, "client_id")
                .or(() -> hint.flatMap(claims -> claims.getAudience().stream().findFirst()))
                .flatMap(directory::client);
    }

    private static HTTPResponse next(Map<String, List<String>> parameters, Optional<RegisteredClient> client) {
        Optional<String> asked =
                Call.first(parameters, "post_logout_redirect_uri").or(() -> Call.first(parameters, "logout_uri"));
        if (asked.isEmpty()) {
            return Responses.html(HTTPResponse.SC_OK, new Page("Signed out").html());
        }
        return asked.filter(uri -> client.map(known -> RedirectUris.isRegistered(uri, known.logoutUris()))
                        .orElse(false))
                .map(uri -> Responses.seeOther(withState(uri, Call.first(parameters, "state"))))
                .orElseGet(() -> Responses.html(
                        HTTPResponse.SC_BAD_REQUEST,
                        new Page("Signed out")
                                .say("The address to return to is not registered for this application.")
                                .html()));
    }

    private static String withState(String uri, Optional<String> state) {
        return state.map(value -> uri + (uri.contains("?") ? "&" : "?") + "state="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .orElse(uri);
    }
}
