package io.sallyport.config;

/** Whose operations are forwarded, beside those of users and clients. */
public enum Expose {
    /** Nobody's. */
    NONE,
    /** An administrator's. */
    ADMIN
}
