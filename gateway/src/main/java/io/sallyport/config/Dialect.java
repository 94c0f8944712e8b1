package io.sallyport.config;

/** The provider's dialect. */
public enum Dialect {
    /** Amazon Cognito: OIDC endpoints and the JSON API. */
    COGNITO,
    /** Keycloak: one realm. */
    KEYCLOAK,
    /** Any other OpenID provider. */
    OIDC
}
