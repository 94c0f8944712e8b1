package io.sallyport.config;

import java.time.Duration;

/**
 * By plane: an answer that takes longer counts as slow.
 *
 * @param login authorize and the pages a person sees
 * @param token token, userinfo, revocation, introspection
 * @param api the provider's JSON API
 * @param keys discovery and JWKS
 */
public record SlowAfter(Duration login, Duration token, Duration api, Duration keys) {}
