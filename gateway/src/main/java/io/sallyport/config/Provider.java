package io.sallyport.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect cannot know of a provider; null everywhere: as the dialect says.
 *
 * @param sessions whether the primary learns of a replica's sessions
 * @param cookies whether a region's cookies mean anything to the other
 * @param sessionCookies names of the cookies by which a region knows a signed-in browser
 * @param refreshTokens how often a refresh token is good
 */
public record Provider(
        @Nullable Sessions sessions,
        @Nullable Cookies cookies,
        @Nullable List<String> sessionCookies,
        @Nullable RefreshTokens refreshTokens) {

    /** Takes a copy of the list. */
    public Provider {
        sessionCookies = sessionCookies == null ? null : List.copyOf(sessionCookies);
    }

    /** Whether the primary learns of a replica's sessions. */
    public enum Sessions {
        /** It does not. */
        @JsonProperty("one-way")
        ONE_WAY,
        /** It does. */
        REPLICATED
    }

    /** Whether a region's cookies mean anything to the other. */
    public enum Cookies {
        /** They do not. */
        @JsonProperty("per-region")
        PER_REGION,
        /** They do. */
        SHARED
    }

    /** How often a refresh token is good. */
    public enum RefreshTokens {
        /** Until it expires. */
        REUSABLE,
        /** Once. */
        ROTATING
    }
}
