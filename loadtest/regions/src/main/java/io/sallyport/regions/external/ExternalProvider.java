package io.sallyport.regions.external;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Page.Form;
import io.sallyport.regions.web.Responses;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider with one client (the pool) and one user, {@code dana} with the password {@code Partner-4444}. Its login
 * page carries the request along.
 */
public final class ExternalProvider {

    /** The client that the pool is. */
    public static final String CLIENT_ID = "sallyport-pool";
    /** The pool's secret: public, as all of this is a stand-in. */
    public static final String CLIENT_SECRET = "sallyport-pool-secret";

    private static final String USER = "dana";
    private static final String PASSWORD = "Partner-4444";
    private static final int BITS = 2048;
    private static final long LIFETIME_SECONDS = 300;

    private final URI issuer;
    private final InstantSource clock;
    private final RSAKey key;
    private final Map<String, AuthenticationRequest> codes = new ConcurrentHashMap<>();

    /** A provider at {@code issuer}, with a new key. */
    public ExternalProvider(URI issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
        try {
            this.key = new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every JDK makes RSA keys", impossible);
        }
    }

    /** Endpoints that take GET. */
    public Map<String, Endpoint> gets() {
        String keys = new JWKSet(key).toString(true);
        return Map.of("/authorize", this::authorize, "/jwks", call -> Responses.publicJson(200, keys));
    }

    /** Endpoints that take POST. */
    public Map<String, Endpoint> posts() {
        return Map.of("/authorize", this::signIn, "/token", this::token);
    }

    private HTTPResponse authorize(Call call) throws GeneralException {
        AuthenticationRequest.parse(call.queryParameters());
        Form form = new Form("/authorize?" + call.query(), "Sign in")
                .input("username", "text", "Partner user name")
                .input("password", "password", "Password");
        return Responses.html(200, new Page("Partner sign-in").form(form).html());
    }

    private HTTPResponse signIn(Call call) throws GeneralException {
        AuthenticationRequest request = AuthenticationRequest.parse(call.queryParameters());
        boolean right = call.parameter("username").filter(USER::equals).isPresent()
                && call.parameter("password").filter(PASSWORD::equals).isPresent();
        if (!right || !CLIENT_ID.equals(request.getClientID().getValue())) {
            return authorize(call);
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, request);
        HTTPResponse back = new AuthorizationSuccessResponse(
                        request.getRedirectionURI(),
                        new AuthorizationCode(code),
                        null,
                        request.getState(),
                        ResponseMode.QUERY)
                .toHTTPResponse();
        return back;
    }

    private HTTPResponse token(Call call) throws GeneralException {
        TokenRequest request = TokenRequest.parse(call.http());
        boolean pool = request.getClientAuthentication() instanceof PlainClientSecret secret
                && CLIENT_ID.equals(secret.getClientID().getValue())
                && CLIENT_SECRET.equals(secret.getClientSecret().getValue());
        if (!pool) {
            throw new GeneralException(OAuth2Error.INVALID_CLIENT);
        }
        AuthenticationRequest known = request.getAuthorizationGrant() instanceof AuthorizationCodeGrant grant
                ? codes.remove(grant.getAuthorizationCode().getValue())
                : null;
        if (known == null) {
            throw new GeneralException(OAuth2Error.INVALID_GRANT);
        }
        return new OIDCTokenResponse(
                        new OIDCTokens(idToken(known), new BearerAccessToken(LIFETIME_SECONDS, known.getScope()), null))
                .toHTTPResponse();
    }

    private String idToken(AuthenticationRequest request) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer.toString())
                .subject(USER)
                .audience(List.of(CLIENT_ID))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)))
                .claim("name", "Dana")
                .claim("email", "dana@partner.example");
        if (request.getNonce() != null) {
            claims.claim("nonce", request.getNonce().getValue());
        }
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("cannot sign", impossible);
        }
    }
}
