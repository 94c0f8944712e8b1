package io.sallyport.operation;

import java.util.Locale;

/** A part of a region that can fail by itself; evidence and breakers are kept for each region and plane. */
public enum Plane {
    /** Authorize and the pages a person sees. */
    LOGIN,
    /** The back channel: token, userinfo, revocation, introspection. */
    TOKEN,
    /** The provider's JSON API, where it has one. */
    API,
    /** Discovery and JWKS. Its loss never moves sign-ins. */
    KEYS;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The name used in metrics and configuration. */
    public String tag() {
        return tag;
    }
}
