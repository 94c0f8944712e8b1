package io.sallyport.regions.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import io.sallyport.regions.token.Secrets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Codes on their way from the browser to the client. Known to this region alone; each is good once, for 5 minutes. */
final class AuthorizationCodes {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final long MOST = 100_000;

    private final Cache<String, Grant> fresh =
            Caffeine.newBuilder().expireAfterWrite(LIFETIME).maximumSize(MOST).build();
    private final Cache<String, Grant> spent =
            Caffeine.newBuilder().expireAfterWrite(LIFETIME).maximumSize(MOST).build();

    /** What a code stands for; {@code sid} is the session that its redemption opens. */
    record Grant(
            String sid,
            String sub,
            String clientId,
            String redirectUri,
            String scope,
            @Nullable String nonce,
            @Nullable CodeChallenge challenge,
            Instant signedInAt) {}

    /** What came of presenting a code. */
    sealed interface Redemption {
        /** It was good, and is no more. */
        record Granted(Grant grant) implements Redemption {}

        /** It was redeemed before: somebody stole it (RFC 6749 section 4.1.2). */
        record Replayed(Grant grant) implements Redemption {}

        /** It is not known here. */
        record Unknown() implements Redemption {}
    }

    String issue(Grant grant) {
        String code = Secrets.random();
        fresh.put(code, grant);
        return code;
    }

    Redemption redeem(String code) {
        Grant grant = fresh.asMap().remove(code);
        if (grant != null) {
            spent.put(code, grant);
            return new Redemption.Granted(grant);
        }
        Grant before = spent.getIfPresent(code);
        return before == null ? new Redemption.Unknown() : new Redemption.Replayed(before);
    }
}
