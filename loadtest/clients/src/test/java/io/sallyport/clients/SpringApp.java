package io.sallyport.clients;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application in which people sign in, and a service that takes access tokens, as Spring Boot makes them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SpringApp {

    private static final String REGISTRATION = "gateway";

    /** Longer than an access token lives: each use is a refresh. */
    private static final Duration ALWAYS = Duration.ofHours(1);

    @Bean
    @Order(1)
    SecurityFilterChain service(
            HttpSecurity http, @Value("${keys}") String keys, @Value("${access-issuers}") String[] issuers) {
        return http.securityMatcher("/service/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(managers(keys, issuers)))
                .build();
    }

    /** Those of the listed issuers; the keys of all of them are the gateway's to serve. */
    @SuppressWarnings("NullAway") // without a manager there is no such issuer
    private static JwtIssuerAuthenticationManagerResolver managers(String keys, String[] issuers) {
        Map<String, AuthenticationManager> managers =
                Arrays.stream(issuers).collect(Collectors.toMap(Function.identity(), issuer -> manager(keys, issuer)));
        return new JwtIssuerAuthenticationManagerResolver(managers::get);
    }

    private static AuthenticationManager manager(String keys, String issuer) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys).build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(issuer));
        return new ProviderManager(new JwtAuthenticationProvider(decoder));
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, ClientRegistrationRepository clients) {
        OidcClientInitiatedLogoutSuccessHandler signOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
        signOut.setPostLogoutRedirectUri("{baseUrl}/");
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers("/").permitAll().anyRequest().authenticated())
                .oauth2Login(login -> login.redirectionEndpoint(endpoint -> endpoint.baseUri("/callback")))
                .logout(logout -> logout.logoutSuccessHandler(signOut))
                .build();
    }

    @Bean
    OAuth2AuthorizedClientManager authorizedClients(
            ClientRegistrationRepository registrations, OAuth2AuthorizedClientRepository clients) {
        DefaultOAuth2AuthorizedClientManager manager = new DefaultOAuth2AuthorizedClientManager(registrations, clients);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .authorizationCode()
                .refreshToken(refresh -> refresh.clockSkew(ALWAYS))
                .build());
        return manager;
    }

    /** What there is to see. */
    @RestController
    static class Pages {

        private final OAuth2AuthorizedClientManager authorizedClients;

        Pages(OAuth2AuthorizedClientManager authorizedClients) {
            this.authorizedClients = authorizedClients;
        }

        @GetMapping("/")
        String home() {
            return "Nobody is asked to sign in here.";
        }

        @GetMapping("/me")
        Map<String, @Nullable Object> me(@AuthenticationPrincipal OidcUser user) {
            return Map.of(
                    "issuer", user.getIssuer().toString(),
                    "email", Objects.requireNonNull(user.getUserInfo().getEmail()));
        }

        /** A fresh access token, for the service. */
        @GetMapping("/token")
        String token(Authentication user, HttpServletRequest request) {
            OAuth2AuthorizedClient client =
                    authorizedClients.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION)
                            .principal(user)
                            .attribute(HttpServletRequest.class.getName(), request)
                            .build());
            return Objects.requireNonNull(client).getAccessToken().getTokenValue();
        }

        @GetMapping("/service/caller")
        Map<String, String> caller(@AuthenticationPrincipal Jwt token) {
            return Map.of("issuer", token.getIssuer().toString(), "client", token.getClaimAsString("client_id"));
        }
    }
}
