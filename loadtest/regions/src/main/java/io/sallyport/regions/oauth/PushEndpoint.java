package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes authorization requests before the browser comes (RFC 9126). */
final class PushEndpoint implements Endpoint {

    private final Clients clients;
    private final AuthorizationChecks checks;
    private final PushedRequests pushed;

    PushEndpoint(Clients clients, AuthorizationChecks checks, PushedRequests pushed) {
        this.clients = clients;
        this.checks = checks;
        this.pushed = pushed;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        PushedAuthorizationRequest request = PushedAuthorizationRequest.parse(call.withoutRepetition());
        RegisteredClient client = clients.authenticate(
                request.getClientAuthentication(),
                request.getAuthorizationRequest().getClientID());
        Map<String, List<String>> parameters = new HashMap<>(call.parameters());
        parameters.put("client_id", List.of(client.id()));
        parameters.remove("client_secret");
        String redirectUri = Call.first(parameters, "redirect_uri").orElse("");
        if (parameters.containsKey("request_uri") || !RedirectUris.isRegistered(redirectUri, client.redirectUris())) {
            throw new GeneralException(OAuth2Error.INVALID_REQUEST);
        }
        checks.check(parameters, client);
        return new PushedAuthorizationSuccessResponse(pushed.push(parameters), PushedRequests.LIFETIME.toSeconds())
                .toHTTPResponse();
    }
}
