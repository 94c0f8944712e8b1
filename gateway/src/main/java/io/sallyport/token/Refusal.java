package io.sallyport.token;

import java.util.Locale;

/** Every reason for which a bearer token, or the request that carries it, is refused. A closed list: it is a metric label. */
public enum Refusal {
    /** No token came; RFC 6750 §3.1 wants a challenge without an error code. */
    NO_TOKEN(BearerError.NONE),
    /** Two tokens, two Authorization headers, or a token where none may be. */
    AMBIGUOUS_REQUEST(BearerError.INVALID_REQUEST),
    /** Over 16 KiB, or a header over 8 KiB. */
    TOO_LARGE(BearerError.INVALID_TOKEN),
    /** Not a compact JWS of canonical base64url and strict JSON with well-typed members. */
    MALFORMED(BearerError.INVALID_TOKEN),
    /** A JWE. */
    ENCRYPTED(BearerError.INVALID_TOKEN),
    /** A JWT inside the JWS. */
    NESTED(BearerError.INVALID_TOKEN),
    /** The header has {@code crit}: no critical extension is understood here. */
    CRITICAL_HEADER(BearerError.INVALID_TOKEN),
    /** {@code alg} is none, symmetric, unknown, or not on the issuer's list. */
    ALGORITHM(BearerError.INVALID_TOKEN),
    /** The issuer is not exactly a trusted one. */
    ISSUER(BearerError.INVALID_TOKEN),
    /** No {@code kid}: keys are chosen by issuer and key id alone. */
    NO_KEY_ID(BearerError.INVALID_TOKEN),
    /** The issuer's current keys have no such key. */
    UNKNOWN_KEY(BearerError.INVALID_TOKEN),
    /** The key exists but must not be used so: type, curve, size, {@code use}, {@code key_ops} or {@code alg}. */
    KEY_UNSUITABLE(BearerError.INVALID_TOKEN),
    /** The signature is not the key's. */
    SIGNATURE(BearerError.INVALID_TOKEN),
    /** No {@code exp}. */
    NO_EXPIRY(BearerError.INVALID_TOKEN),
    /** {@code exp} has passed, or lies before {@code iat} or {@code nbf}. */
    EXPIRED(BearerError.INVALID_TOKEN),
    /** {@code nbf} has not come. */
    NOT_YET_VALID(BearerError.INVALID_TOKEN),
    /** {@code iat} has not come. */
    ISSUED_IN_FUTURE(BearerError.INVALID_TOKEN),
    /** An ID, refresh or logout token, or another kind that is no access token. */
    TOKEN_TYPE(BearerError.INVALID_TOKEN),
    /** Has {@code cnf}: bound to a key that a plain bearer did not prove. */
    SENDER_CONSTRAINED(BearerError.INVALID_TOKEN),
    /** Neither its audience nor its client is accepted here. */
    AUDIENCE(BearerError.INVALID_TOKEN),
    /** Revoked by token, session or subject. */
    REVOKED(BearerError.INVALID_TOKEN),
    /** Valid, but lacks a required scope. */
    INSUFFICIENT_SCOPE(BearerError.INSUFFICIENT_SCOPE);

    /** RFC 6750 §3.1 error codes with their HTTP status. */
    public enum BearerError {
        /** Challenge without a code. */
        NONE("", 401),
        INVALID_REQUEST("invalid_request", 400),
        INVALID_TOKEN("invalid_token", 401),
        INSUFFICIENT_SCOPE("insufficient_scope", 403);

        private final String code;
        private final int status;

        BearerError(String code, int status) {
            this.code = code;
            this.status = status;
        }

        /** The {@code error} value; empty for {@link #NONE}. */
        public String code() {
            return code;
        }

        /** The HTTP status that goes with it. */
        public int status() {
            return status;
        }
    }

    private final BearerError error;
    private final String tag = name().toLowerCase(Locale.ROOT);

    Refusal(BearerError error) {
        this.error = error;
    }

    /** What the challenge says. */
    public BearerError error() {
        return error;
    }

    /** The value of the {@code reason} label. */
    public String tag() {
        return tag;
    }
}
