package io.sallyport.regions.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.claims.ClaimType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.List;

/** What a region tells about itself (OpenID Connect Discovery, RFC 8414). */
final class ProviderMetadata {

    private ProviderMetadata() {}

    /** The document, as JSON; endpoints are under {@code base}. */
    static String json(String issuer, URI base) {
        OIDCProviderMetadata metadata = new OIDCProviderMetadata(
                new Issuer(issuer), List.of(SubjectType.PUBLIC), base.resolve("/.well-known/jwks.json"));
        endpoints(metadata, base);
        features(metadata);
        metadata.applyDefaults();
        metadata.setRequiresRequestURIRegistration(false);
        metadata.setSupportsRequestURIParam(false);
        return metadata.toJSONObject().toJSONString();
    }

    private static void endpoints(OIDCProviderMetadata metadata, URI base) {
        metadata.setAuthorizationEndpointURI(base.resolve("/oauth2/authorize"));
        metadata.setTokenEndpointURI(base.resolve("/oauth2/token"));
        metadata.setUserInfoEndpointURI(base.resolve("/oauth2/userInfo"));
        metadata.setRevocationEndpointURI(base.resolve("/oauth2/revoke"));
        metadata.setIntrospectionEndpointURI(base.resolve("/oauth2/introspect"));
        metadata.setPushedAuthorizationRequestEndpointURI(base.resolve("/oauth2/par"));
        metadata.setEndSessionEndpointURI(base.resolve("/logout"));
    }

    private static void features(OIDCProviderMetadata metadata) {
        metadata.setResponseTypes(List.of(new ResponseType(ResponseType.Value.CODE)));
        metadata.setResponseModes(List.of(ResponseMode.QUERY, ResponseMode.FORM_POST));
        metadata.setGrantTypes(
                List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.CLIENT_CREDENTIALS));
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
        metadata.setScopes(new Scope("openid", "profile", "email"));
        metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256));
        List<ClientAuthenticationMethod> confidential =
                List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC, ClientAuthenticationMethod.CLIENT_SECRET_POST);
        List<ClientAuthenticationMethod> any = List.of(
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                ClientAuthenticationMethod.CLIENT_SECRET_POST,
                ClientAuthenticationMethod.NONE);
        metadata.setTokenEndpointAuthMethods(any);
        metadata.setRevocationEndpointAuthMethods(any);
        metadata.setIntrospectionEndpointAuthMethods(confidential);
        metadata.setClaimTypes(List.of(ClaimType.NORMAL));
        metadata.setClaims(List.of("sub", "name", "preferred_username", "email", "email_verified"));
        metadata.setSupportsAuthorizationResponseIssuerParam(true);
    }
}
