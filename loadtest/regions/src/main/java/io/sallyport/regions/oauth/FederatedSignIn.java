package io.sallyport.regions.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.sallyport.regions.oauth.LoginFlows.LoginFlow;
import io.sallyport.regions.token.Secrets;
import io.sallyport.regions.web.Call;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** This region as a client of another OpenID provider. */
final class FederatedSignIn {

    private static final int TIMEOUT_MILLIS = 3_000;

    private final Federation federation;
    private final URI base;
    private final String path;

    /**
     * Users come back to {@code path}: of the host that the browser asked, where a gateway says which (what a region of a
     * well-behaved provider does, whose only callers are its gateways), else of {@code base}.
     */
    FederatedSignIn(Federation federation, URI base, String path) {
        this.federation = federation;
        this.base = base;
        this.path = path;
    }

    private URI callback(Call call) {
        String scheme = call.http().getHeaderValue("X-Forwarded-Proto");
        String host = call.http().getHeaderValue("X-Forwarded-Host");
        return scheme == null || host == null ? base.resolve(path) : URI.create(scheme + "://" + host + path);
    }

    /** Who came back: the name that this pool gives them, and what the provider says of them. */
    record Arrival(String username, Map<String, String> attributes) {}

    /** Whether {@code name} is that of the provider. */
    boolean isNamed(String name) {
        return federation.name().equals(name);
    }

    /** Where the browser goes to sign in there. */
    URI start(LoginFlow flow, Call call) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope("openid", "profile", "email"),
                        new ClientID(federation.clientId()),
                        callback(call))
                .endpointURI(federation.issuer().resolve("/authorize"))
                .state(new State(flow.id()))
                .nonce(nonce(flow))
                .build()
                .toURI();
    }

    /**
     * Who {@code code} stands for. Asks the provider: blocks.
     *
     * @throws GeneralException if the provider says anything but who it is
     * @throws IOException if it cannot be reached
     */
    Arrival redeem(LoginFlow flow, String code, Call call) throws GeneralException, IOException {
        HTTPRequest request = new TokenRequest.Builder(
                        federation.issuer().resolve("/token"),
                        new ClientSecretBasic(
                                new ClientID(federation.clientId()), new Secret(federation.clientSecret())),
                        new AuthorizationCodeGrant(new AuthorizationCode(code), callback(call)))
                .build()
                .toHTTPRequest();
        HTTPResponse answer = sent(request);
        OIDCTokenResponse tokens = OIDCTokenResponse.parse(answer);
        try {
            IDTokenClaimsSet claims =
                    validator().validate(tokens.getOIDCTokens().getIDToken(), nonce(flow));
            return new Arrival(federation.name() + "_" + claims.getSubject().getValue(), attributes(claims));
        } catch (BadJOSEException | JOSEException untrusted) {
            throw new ParseException("the provider's ID token is not good", untrusted);
        }
    }

    private IDTokenValidator validator() throws GeneralException, IOException {
        HTTPResponse keys =
                sent(new HTTPRequest(HTTPRequest.Method.GET, federation.issuer().resolve("/jwks")));
        try {
            return new IDTokenValidator(
                    new Issuer(federation.issuer()),
                    new ClientID(federation.clientId()),
                    JWSAlgorithm.RS256,
                    JWKSet.parse(keys.getBody()));
        } catch (java.text.ParseException malformed) {
            throw new ParseException("the provider's keys are malformed", malformed);
        }
    }

    private static HTTPResponse sent(HTTPRequest request) throws IOException {
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        return request.send();
    }

    private static Nonce nonce(LoginFlow flow) {
        return new Nonce(Secrets.digest("nonce " + flow.id()));
    }

    private static Map<String, String> attributes(IDTokenClaimsSet claims) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : new String[] {"name", "email"}) {
            String value = claims.getStringClaim(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }
}
