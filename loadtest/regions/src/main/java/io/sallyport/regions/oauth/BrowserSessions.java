package io.sallyport.regions.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.token.Secrets;
import io.sallyport.regions.web.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which browsers are signed in here, for an hour. Known to this region alone. */
final class BrowserSessions {

    private static final String COOKIE = "session";
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final long MOST = 100_000;

    private final Cache<String, SignedIn> sessions =
            Caffeine.newBuilder().expireAfterWrite(LIFETIME).maximumSize(MOST).build();

    /** A sign-in, and the sessions at clients that came of it. */
    record SignedIn(String sub, Instant at, Set<String> sids) {

        SignedIn(String sub, Instant at) {
            this(sub, at, ConcurrentHashMap.newKeySet());
        }
    }

    Optional<SignedIn> of(Call call) {
        return Optional.ofNullable(call.cookies().get(COOKIE)).map(sessions::getIfPresent);
    }

    HTTPResponse remember(SignedIn signedIn, HTTPResponse response) {
        String id = Secrets.random();
        sessions.put(id, signedIn);
        response.setHeader("Set-Cookie", Browser.cookie(COOKIE, id));
        return response;
    }

    HTTPResponse forget(Call call, HTTPResponse response) {
        Optional.ofNullable(call.cookies().get(COOKIE)).ifPresent(sessions::invalidate);
        response.setHeader("Set-Cookie", Browser.cookie(COOKIE, "") + "; Max-Age=0");
        return response;
    }
}
