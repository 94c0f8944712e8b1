package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;

/**
 * Refuses device authorization (RFC 8628 section 3.2) in its own words: no client of this pool may use that grant.
 * Discovery does not name it.
 */
final class DeviceEndpoint implements Endpoint {

    private final Clients clients;

    DeviceEndpoint(Clients clients) {
        this.clients = clients;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        DeviceAuthorizationRequest request = DeviceAuthorizationRequest.parse(call.withoutRepetition());
        clients.authenticate(request.getClientAuthentication(), request.getClientID());
        throw new GeneralException(OAuth2Error.UNAUTHORIZED_CLIENT);
    }
}
