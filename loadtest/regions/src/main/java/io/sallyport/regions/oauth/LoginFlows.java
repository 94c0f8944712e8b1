package io.sallyport.regions.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.token.Secrets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Logins that began and did not end. Known to this region alone, for ten minutes. */
final class LoginFlows {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final long MOST = 100_000;
    private static final int MAX_TOTP_TRIES = 5;

    private final Cache<String, LoginFlow> flows =
            Caffeine.newBuilder().expireAfterWrite(LIFETIME).maximumSize(MOST).build();

    /** One login: the checked request, the browser it runs in, and who has given a password but no code so far. */
    static final class LoginFlow {

        private final String id = Secrets.random();
        private final AuthorizationRequest request;
        private final String scope;
        private final Browser browser;
        private final AtomicReference<@Nullable User> awaitingTotp = new AtomicReference<>();
        private final AtomicInteger totpTries = new AtomicInteger();

        private LoginFlow(AuthorizationRequest request, String scope, Browser browser) {
            this.request = request;
            this.scope = scope;
            this.browser = browser;
        }

        String id() {
            return id;
        }

        String path() {
            return "/login?flow=" + id;
        }

        AuthorizationRequest request() {
            return request;
        }

        String scope() {
            return scope;
        }

        void awaitTotp(User user) {
            awaitingTotp.set(user);
        }

        Optional<User> awaitingTotp() {
            return Optional.ofNullable(awaitingTotp.get());
        }

        boolean mayTryTotp() {
            return totpTries.incrementAndGet() <= MAX_TOTP_TRIES;
        }
    }

    LoginFlow begin(AuthorizationRequest request, String scope, Browser browser) {
        LoginFlow flow = new LoginFlow(request, scope, browser);
        flows.put(flow.id, flow);
        return flow;
    }

    /** The flow {@code id}, if it runs in this very browser. */
    Optional<LoginFlow> find(String id, Browser browser) {
        return Optional.ofNullable(flows.getIfPresent(id)).filter(flow -> flow.browser.equals(browser));
    }

    /** Ends a flow; false if it had ended before, so that one flow yields one code. */
    boolean end(LoginFlow flow) {
        return flows.asMap().remove(flow.id, flow);
    }
}
