package io.sallyport.clients;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** {@link SpringApp} on a free port. */
final class RunningSpringApp implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /**
     * Starts it.
     *
     * @param issuer of ID tokens: the gateway
     * @param accessIssuers of the access tokens that its service takes
     */
    RunningSpringApp(String issuer, List<String> accessIssuers) {
        // The log is the tests' own.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        context = new SpringApplicationBuilder(SpringApp.class)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        "0",
                        "spring.security.oauth2.client.provider.gateway.issuer-uri",
                        issuer,
                        "keys",
                        issuer + "/.well-known/jwks.json",
                        "access-issuers",
                        String.join(",", accessIssuers)))
                .properties(
                        registration("client-id", "demo-web"),
                        registration("client-authentication-method", "none"),
                        registration("authorization-grant-type", "authorization_code"),
                        registration("redirect-uri", "{baseUrl}/callback"),
                        registration("scope", "openid,profile,email"))
                .run();
    }

    private static String registration(String key, String value) {
        return "spring.security.oauth2.client.registration.gateway." + key + "=" + value;
    }

    /** A path of it. */
    String url(String path) {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")) + path;
    }

    @Override
    public void close() {
        context.close();
    }
}
