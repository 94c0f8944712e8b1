package io.sallyport.regions.oauth;

import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.token.SigningKeys;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Responses;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All endpoints and pages of the OAuth and OpenID Connect surface, by path. */
public final class OAuthSurface {

    private final Parts parts;
    private final Clients clients;
    private final AuthorizationCodes codes = new AuthorizationCodes();
    private final BrowserSessions browsers = new BrowserSessions();
    private final LoginFlows flows = new LoginFlows();

    /**
     * What the surface stands on.
     *
     * @param base the URL under which clients reach the region, without a path
     * @param registration empty on a replica, which then refuses what would write
     */
    public record Parts(
            String issuer,
            URI base,
            SigningKeys keys,
            Directory directory,
            Credentials credentials,
            Sessions sessions,
            AccessTokens tokens,
            Optional<Registration> registration,
            InstantSource clock) {}

    /** A surface over {@code parts}. */
    public OAuthSurface(Parts parts) {
        this.parts = parts;
        this.clients = new Clients(parts.directory());
    }

    /** Endpoints that take GET. */
    public Map<String, Endpoint> gets() {
        String metadata = ProviderMetadata.json(parts.issuer(), parts.base());
        String keys = parts.keys().publicSet().toString();
        Map<String, Endpoint> gets = new TreeMap<>(pages());
        gets.put("/.well-known/openid-configuration", call -> Responses.publicJson(200, metadata));
        gets.put("/.well-known/oauth-authorization-server", call -> Responses.publicJson(200, metadata));
        gets.put("/.well-known/jwks.json", call -> Responses.publicJson(200, keys));
        gets.put("/oauth2/userInfo", new UserInfoEndpoint(parts.tokens(), parts.directory()));
        return gets;
    }

    /** Endpoints that take POST. */
    public Map<String, Endpoint> posts() {
        Map<String, Endpoint> posts = new TreeMap<>(pages());
        posts.put(
                "/oauth2/token",
                new TokenEndpoint(
                        clients, new CodeRedemption(codes, parts.directory(), parts.sessions()), parts.sessions()));
        posts.put("/oauth2/userInfo", new UserInfoEndpoint(parts.tokens(), parts.directory()));
        posts.put("/oauth2/revoke", new RevokeEndpoint(clients, parts.sessions(), parts.tokens()));
        posts.put("/oauth2/introspect", new IntrospectEndpoint(clients, parts.sessions(), parts.tokens()));
        return posts;
    }

    private Map<String, Endpoint> pages() {
        AuthorizationAnswers answers = new AuthorizationAnswers(parts.issuer(), parts.directory(), codes);
        Endpoint refused = new RefusedPage();
        return Map.of(
                "/oauth2/authorize",
                new AuthorizeEndpoint(parts.directory(), flows, browsers, answers, parts.clock()),
                "/login",
                new LoginEndpoint(flows, parts.credentials(), browsers, answers, parts.clock()),
                "/logout",
                new LogoutEndpoint(parts.directory(), parts.sessions(), parts.tokens(), browsers),
                "/signup",
                parts.registration().<Endpoint>map(SignUpPage::new).orElse(refused),
                "/forgotPassword",
                parts.registration().<Endpoint>map(ForgotPasswordPage::new).orElse(refused));
    }
}
