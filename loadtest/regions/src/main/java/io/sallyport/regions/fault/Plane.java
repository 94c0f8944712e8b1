package io.sallyport.regions.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;

/** A part of a region that can fail on its own. */
public enum Plane {
    /** Discovery and JWKS. */
    @JsonProperty("keys")
    KEYS,
    /** What clients and services call without a browser. */
    @JsonProperty("token")
    TOKEN,
    /** The Cognito JSON API. */
    @JsonProperty("api")
    API,
    /** Authorize and all pages. */
    @JsonProperty("login")
    LOGIN;

    private static final Set<String> BROWSED = Set.of("/oauth2/authorize", "/oauth2/idpresponse");

    /** The plane that serves {@code path}. */
    public static Plane of(String path) {
        if (path.startsWith("/.well-known/")) {
            return KEYS;
        }
        if (path.equals("/")) {
            return API;
        }
        return path.startsWith("/oauth2/") && !BROWSED.contains(path) ? TOKEN : LOGIN;
    }
}
