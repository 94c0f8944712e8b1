package io.sallyport.regions.token;

import io.sallyport.regions.directory.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which attributes of a user a scope opens (OpenID Connect Core 5.4). */
public final class UserClaims {

    private static final List<String> PROFILE = List.of("name", "given_name", "family_name", "locale", "zoneinfo");

    private UserClaims() {}

    /** The claims about {@code user} that {@code scope} (space-separated) opens, without {@code sub}. */
    public static Map<String, Object> of(User user, String scope) {
        List<String> scopes = List.of(scope.split(" "));
        Map<String, Object> claims = new LinkedHashMap<>();
        boolean own = scopes.contains(Sessions.API_SCOPE);
        if (own || scopes.contains("profile")) {
            claims.put("preferred_username", user.username());
            PROFILE.forEach(name -> copy(user, name, claims));
        }
        if (own || scopes.contains("email")) {
            copy(user, "email", claims);
            claims.put("email_verified", "true".equals(user.attributes().get("email_verified")));
        }
        return claims;
    }

    private static void copy(User user, String name, Map<String, Object> claims) {
        String value = user.attributes().get(name);
        if (value != null) {
            claims.put(name, value);
        }
    }
}
