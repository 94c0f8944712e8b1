package io.sallyport.token;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The claims of a good access token, to be spoilt one at a time. */
public final class SampleClaims {

    /** The issuer that tests trust. */
    public static final String ISSUER = "https://id.example.com/pool";
    /** When tests take place. */
    public static final Instant NOW = Instant.ofEpochSecond(1_795_000_000L);

    private SampleClaims() {}

    /** Issued ten seconds ago, good for 15 minutes. */
    public static Map<String, Object> good() {
        return good(ISSUER, NOW);
    }

    /** The same of another issuer at another time. */
    public static Map<String, Object> good(String issuer, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", "alice-id");
        claims.put("client_id", "demo-web");
        claims.put("username", "alice");
        claims.put("scope", "openid orders/read");
        claims.put("aud", "https://api.example.com");
        claims.put("token_use", "access");
        claims.put("iat", now.getEpochSecond() - 10);
        claims.put("exp", now.getEpochSecond() + 900);
        claims.put("auth_time", now.getEpochSecond() - 60);
        claims.put("jti", "token-1");
        claims.put("sid", "session-1");
        return claims;
    }

    /** Of an ID token of this issuer, as good now as {@link #good}. */
    public static Map<String, Object> idToken(String issuer) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("at_hash", "77QmUPtjPfzWtF2AnpK9RQ");
        claims.put("sub", "alice-id");
        claims.put("iss", issuer);
        claims.put("aud", "demo-web");
        claims.put("token_use", "id");
        claims.put("nonce", "n-0S6_WzA2Mj");
        claims.put("iat", NOW.getEpochSecond() - 10);
        claims.put("exp", NOW.getEpochSecond() + 900);
        claims.put("auth_time", NOW.getEpochSecond() - 60);
        claims.put("sid", "session-1");
        return claims;
    }

    /** Good but for one claim; null leaves it out. */
    public static Map<String, Object> but(String name, @Nullable Object value) {
        Map<String, Object> claims = good();
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
        return claims;
    }
}
