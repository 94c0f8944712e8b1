package io.sallyport.regions.token;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import org.jspecify.annotations.Nullable;

/**
 * What a grant yields.
 *
 * @param refreshToken null where the one used stays good
 * @param idToken null where the scope does not open one
 */
public record Issued(
        String sid,
        BearerAccessToken accessToken,
        @Nullable String refreshToken,
        @Nullable String idToken) {

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Issued[sid=" + sid + "]";
    }
}
