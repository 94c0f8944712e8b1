package io.sallyport.regions;

import io.sallyport.regions.directory.DirectoryEvent.ClientRegistered;
import io.sallyport.regions.directory.DirectoryEvent.UserAdded;
import io.sallyport.regions.directory.Recorder;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.signin.Passwords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The demo's users and clients. */
public final class DemoData {

    /** The base32 TOTP secret of the demo user {@code carol}: public, as her password is. */
    public static final String CAROL_TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    private static final List<String> REDIRECTS = List.of("http://127.0.0.1:*/callback", "http://localhost:*/callback");
    private static final List<String> LOGOUTS = List.of(
            "http://127.0.0.1:*/callback", "http://localhost:*/callback", "http://127.0.0.1:*/", "http://localhost:*/");

    private DemoData() {}

    static void load(Recorder recorder, Passwords passwords) {
        recorder.record(new ClientRegistered(new RegisteredClient(
                "demo-web",
                null,
                REDIRECTS,
                LOGOUTS,
                Set.of("openid", "profile", "email"),
                Set.of("authorization_code", "refresh_token"),
                Set.of("USER_PASSWORD_AUTH", "USER_SRP_AUTH"),
                false)));
        recorder.record(new ClientRegistered(
                service("demo-service", "demo-service-secret", Set.of("orders/read", "orders/write"))));
        recorder.record(new ClientRegistered(service("demo-api", "demo-api-secret", Set.of())));
        recorder.record(new UserAdded(user("alice", "Alice", passwords.keep("alice", "Wonderland-1"), null)));
        recorder.record(new UserAdded(user("bob", "Bob", passwords.keep("bob", "Builder-22"), null)));
        recorder.record(new UserAdded(user("carol", "Carol", passwords.keep("carol", "Carol-333"), CAROL_TOTP_SECRET)));
    }

    private static RegisteredClient service(String id, String secret, Set<String> scopes) {
        Set<String> grants = scopes.isEmpty() ? Set.of() : Set.of("client_credentials");
        return new RegisteredClient(id, secret, List.of(), List.of(), scopes, grants, Set.of(), false);
    }

    private static User user(String username, String name, User.Password password, @Nullable String totpSecret) {
        // The same subject at each start, so that a token can be recognised.
        String sub = UUID.nameUUIDFromBytes(("demo user " + username).getBytes(StandardCharsets.UTF_8))
                .toString();
        Map<String, String> attributes =
                Map.of("name", name, "email", username + "@example.com", "email_verified", "true");
        return new User(sub, username, password, attributes, totpSecret, true);
    }
}
