package io.sallyport.regions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.directory.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes RS256 tokens under the region's issuer. Signing takes milliseconds of CPU: call it on a worker. */
public final class TokenMint {

    /** How long access and ID tokens live. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final String issuer;
    private final InstantSource clock;
    private final KeyRing keys;

    /** Signs with the active one of {@code keys}. */
    public TokenMint(String issuer, KeyRing keys, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
        this.keys = keys;
    }

    /** An access token for {@code user}'s session. */
    public BearerAccessToken access(User user, Session session, String scope) {
        JWTClaimsSet.Builder claims = common(user.sub(), "access")
                .claim("client_id", session.clientId())
                .claim("username", user.username())
                .claim("sid", session.sid())
                .claim("auth_time", session.openedAtMillis() / 1000)
                .claim("cognito:groups", groups(user))
                .claim("scope", scope);
        return bearer(claims, scope);
    }

    /** An access token for the client itself: its subject is the client. */
    public BearerAccessToken access(RegisteredClient client, String scope) {
        JWTClaimsSet.Builder claims = common(client.id(), "access")
                .claim("client_id", client.id())
                .claim("auth_time", clock.millis() / 1000)
                .claim("scope", scope);
        return bearer(claims, scope);
    }

    /** An ID token that goes with {@code access}. */
    public String id(User user, Session session, @Nullable String nonce, BearerAccessToken access) {
        JWTClaimsSet.Builder claims = common(user.sub(), "id")
                .audience(session.clientId())
                .claim("cognito:username", user.username())
                .claim("cognito:groups", groups(user))
                .claim("sid", session.sid())
                .claim("auth_time", session.openedAtMillis() / 1000)
                .claim("nonce", nonce)
                .claim(
                        "at_hash",
                        AccessTokenHash.compute(access, JWSAlgorithm.RS256, null)
                                .getValue());
        UserClaims.of(user, session.scope()).forEach(claims::claim);
        return sign(claims.build());
    }

    private JWTClaimsSet.Builder common(String sub, String use) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(sub)
                .jwtID(Secrets.random())
                .claim("token_use", use)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
    }

    private BearerAccessToken bearer(JWTClaimsSet.Builder claims, String scope) {
        return new BearerAccessToken(sign(claims.build()), LIFETIME.toSeconds(), Scope.parse(scope));
    }

    private String sign(JWTClaimsSet claims) {
        KeyRing.Signing signing = keys.signing();
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(signing.kid())
                            .build(),
                    claims);
            jwt.sign(signing.signer());
            return jwt.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException("cannot sign a token", failed);
        }
    }

    /** The user's groups; null, which is no claim, where there are none. */
    private static @Nullable List<String> groups(User user) {
        return user.groups().isEmpty() ? null : user.groups().stream().sorted().toList();
    }
}
