package io.sallyport.regions.oauth;

import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.signin.ReplicaLife;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.KeyRing;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Responses;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All endpoints and pages of the OAuth and OpenID Connect surface, by path. */
public final class OAuthSurface {

    private static final String CALLBACK = "/oauth2/idpresponse";

    private final Parts parts;
    private final Clients clients;
    private final AuthorizationCodes codes = new AuthorizationCodes();
    private final BrowserSessions browsers = new BrowserSessions();
    private final LoginFlows flows = new LoginFlows();
    private final PushedRequests pushed = new PushedRequests();
    private final AuthorizationChecks checks = new AuthorizationChecks();

    /**
     * What the surface stands on.
     *
     * @param base the URL under which clients reach the region, without a path
     * @param registration empty on a replica, which then refuses what would write
     */
    public record Parts(
            String issuer,
            URI base,
            KeyRing keys,
            Directory directory,
            Credentials credentials,
            Sessions sessions,
            AccessTokens tokens,
            Optional<Registration> registration,
            Optional<Federation> federation,
            ReplicaLife life,
            InstantSource clock) {}

    /** A surface over {@code parts}. */
    public OAuthSurface(Parts parts) {
        this.parts = parts;
        this.clients = new Clients(parts.directory());
    }

    /** Endpoints that take GET. */
    public Map<String, Endpoint> gets() {
        String metadata = ProviderMetadata.json(parts.issuer(), parts.base());
        Map<String, Endpoint> gets = new TreeMap<>(pages());
        gets.put("/.well-known/openid-configuration", call -> Responses.publicJson(200, metadata));
        gets.put("/.well-known/oauth-authorization-server", call -> Responses.publicJson(200, metadata));
        gets.put(
                "/.well-known/jwks.json",
                call -> Responses.publicJson(200, parts.keys().publicJson()));
        gets.put("/oauth2/userInfo", called(new UserInfoEndpoint(parts.tokens(), parts.directory())));
        return gets;
    }

    /** Endpoints that take POST. */
    public Map<String, Endpoint> posts() {
        Map<String, Endpoint> posts = new TreeMap<>(pages());
        CodeRedemption redemption = new CodeRedemption(codes, parts.directory(), parts.sessions());
        posts.put("/oauth2/token", called(new TokenEndpoint(clients, redemption, parts.sessions())));
        posts.put("/oauth2/userInfo", called(new UserInfoEndpoint(parts.tokens(), parts.directory())));
        posts.put("/oauth2/revoke", called(new RevokeEndpoint(clients, parts.sessions(), parts.tokens())));
        posts.put("/oauth2/introspect", called(new IntrospectEndpoint(clients, parts.sessions(), parts.tokens())));
        posts.put("/oauth2/par", called(new PushEndpoint(clients, checks, pushed)));
        posts.put("/oauth2/device", called(new DeviceEndpoint(clients)));
        return posts;
    }

    private Endpoint called(Endpoint endpoint) {
        return new InactiveGuard(parts.life(), false, endpoint);
    }

    private Endpoint browsed(Endpoint endpoint) {
        return new InactiveGuard(parts.life(), true, endpoint);
    }

    private Map<String, Endpoint> pages() {
        AuthorizationAnswers answers = new AuthorizationAnswers(parts.issuer(), parts.directory(), codes);
        SignInCompletion completion = new SignInCompletion(flows, browsers, answers, parts.clock());
        Optional<FederatedSignIn> federated =
                parts.federation().map(federation -> new FederatedSignIn(federation, parts.base(), CALLBACK));
        Map<String, Endpoint> pages = new TreeMap<>(registrationPages());
        pages.put("/oauth2/authorize", browsed(authorize(answers, federated)));
        pages.put("/login", browsed(new LoginEndpoint(flows, parts.credentials(), completion)));
        pages.put(
                "/logout", browsed(new LogoutEndpoint(parts.directory(), parts.sessions(), parts.tokens(), browsers)));
        federated.ifPresent(known -> pages.put(
                CALLBACK,
                browsed(new FederatedCallback(
                        flows, known, parts.directory(), parts.registration(), answers, completion))));
        return pages;
    }

    private Endpoint authorize(AuthorizationAnswers answers, Optional<FederatedSignIn> federated) {
        return new AuthorizeEndpoint(
                parts.directory(), checks, pushed, federated, flows, browsers, answers, parts.clock());
    }

    private Map<String, Endpoint> registrationPages() {
        Endpoint refused = new RefusedPage();
        return Map.of(
                "/signup",
                browsed(parts.registration().<Endpoint>map(SignUpPage::new).orElse(refused)),
                "/forgotPassword",
                browsed(parts.registration()
                        .<Endpoint>map(ForgotPasswordPage::new)
                        .orElse(refused)));
    }
}
