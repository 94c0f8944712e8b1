package io.sallyport.edge;

import java.util.Locale;

/** Everything that the gateway itself answers instead of a region, with its status and names in each language. */
enum Refusal {
    /** The request itself is malformed. */
    BAD_REQUEST(400, "Bad request", "invalid_request", 400, "InvalidParameterException", "The request is malformed."),
    /** Not an operation that the gateway forwards. */
    NOT_FOUND(
            404,
            "Not found",
            "invalid_request",
            404,
            "UnknownOperationException",
            "There is nothing at this address: not an operation that is forwarded."),
    /** A call of the JSON API for another pool's client. */
    UNKNOWN_CLIENT(
            400, "Unknown client", "invalid_client", 400, "ResourceNotFoundException", "There is no such client."),
    /** A call of the JSON API with a token that no configured issuer made. */
    FOREIGN_TOKEN(
            400,
            "Invalid token",
            "invalid_request",
            400,
            "NotAuthorizedException",
            "The access token is not valid here."),
    /** The body came too slowly, or not at all. */
    REQUEST_TIMEOUT(
            408,
            "Request timeout",
            "invalid_request",
            408,
            "RequestTimeoutException",
            "The request body did not arrive in time."),
    /** The body is over the limit. */
    BODY_TOO_LARGE(
            413,
            "Request body too large",
            "invalid_request",
            413,
            "InvalidParameterException",
            "The request body is larger than allowed."),
    /** The request names another host than the gateway's public URL. */
    MISDIRECTED(
            421,
            "Misdirected request",
            "invalid_request",
            421,
            "InvalidParameterException",
            "This host is not served here; use the public URL."),
    /** A write while no writable region serves. */
    WRITE_REFUSED(
            503,
            "Temporarily read-only",
            "temporarily_unavailable",
            400,
            "OperationNotEnabledException",
            "Changes are not possible until the primary region is back."),
    /** A call of the JSON API whose signature names another host than the one that it was sent to. */
    SIGNED(
            400,
            "Signed for another host",
            "invalid_request",
            400,
            "InvalidSignatureException",
            "A signed call names in its signature the host that it is for; send it there."),
    /** No region answered. */
    UNAVAILABLE(
            503,
            "Temporarily unavailable",
            "temporarily_unavailable",
            500,
            "InternalErrorException",
            "No region answered. Nothing was changed; try again shortly."),
    /** A refresh token that was revoked here. */
    REFRESH_REVOKED(400, "Revoked", "invalid_grant", 400, "NotAuthorizedException", "Refresh Token has been revoked"),
    /** A sign-out that could not be enforced here. */
    REVOCATIONS_FULL(
            503,
            "Cannot revoke now",
            "temporarily_unavailable",
            500,
            "InternalErrorException",
            "No more revocations can be noted now. Nothing was changed; try again later."),
    /** Tokens of a session that was revoked here. */
    SESSION_REVOKED(400, "Signed out", "invalid_grant", 400, "NotAuthorizedException", "The session has been revoked."),
    /** A sign-out that was carried out, but not kept for good. */
    REVOCATION_NOT_KEPT(
            503,
            "Not kept",
            "temporarily_unavailable",
            500,
            "InternalErrorException",
            "The sign-out was carried out, but could not be kept for good; sign out again."),
    /** A token that cannot be judged: no keys, or none that are fresh enough. */
    UNJUDGED(
            503,
            "Cannot judge the token",
            "temporarily_unavailable",
            500,
            "InternalErrorException",
            "The token cannot be judged now; try again shortly."),
    /** A sign-in whose ID token cannot be judged, and that cannot be asked for again. */
    UNJUDGED_FLOW(
            400,
            "Start again",
            "invalid_grant",
            400,
            "NotAuthorizedException",
            "The sign-in could not be completed; start it again."),
    /** Sent, but the answer was lost: it may or may not have been done. */
    OUTCOME_UNKNOWN(
            503,
            "Outcome unknown",
            "temporarily_unavailable",
            500,
            "InternalErrorException",
            "The region's answer was lost: whether the request was carried out is unknown."),
    /** A code or challenge that only a lost region knew. */
    FLOW_LOST(
            400,
            "Start again",
            "invalid_grant",
            400,
            "NotAuthorizedException",
            "The login was lost with its region; start it again."),
    /** A code, token or session with a prefix that the gateway did not make. */
    FORGED(
            400,
            "Not valid",
            "invalid_grant",
            400,
            "NotAuthorizedException",
            "The code, token or session is not valid."),
    /**
     * A sign-in that is refused whatever its password, and whether or not there is such an account: in Cognito's words for the same
     * (Cognito developer guide, "Lockout behavior for failed sign-in attempts").
     */
    ATTEMPTS_EXCEEDED(
            400,
            "Sign-in not possible now",
            "invalid_grant",
            400,
            "NotAuthorizedException",
            "Password attempts exceeded"),
    /** A pushed authorization request that only a lost region knew, or nobody. */
    REQUEST_LOST(
            400,
            "Start again",
            "invalid_request_uri",
            400,
            "NotAuthorizedException",
            "This sign-in request is not known any more; start again at the application."),
    /** An authorization answer that is signed over the code as the region knows it: hybrid, or JARM. */
    SIGNED_OVER(
            400,
            "Not possible here",
            "unsupported_response_type",
            400,
            "InvalidParameterException",
            "The application asked for an answer that cannot pass here; only response_type=code can."),
    /** The gateway's own bound on requests in flight. */
    OVERLOADED(
            503,
            "Overloaded",
            "temporarily_unavailable",
            400,
            "TooManyRequestsException",
            "Too many requests are under way; try again shortly."),
    /** The gateway's own mistake. */
    INTERNAL(500, "Internal error", "server_error", 500, "InternalErrorException", "The gateway failed.");

    private final int status;
    private final String title;
    private final String oauthError;
    private final int apiStatus;
    private final String apiType;
    private final String text;

    Refusal(int status, String title, String oauthError, int apiStatus, String apiType, String text) {
        this.status = status;
        this.title = title;
        this.oauthError = oauthError;
        this.apiStatus = apiStatus;
        this.apiType = apiType;
        this.text = text;
    }

    /** The HTTP status in every language but Cognito's. */
    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** RFC 6749 §5.2 error code. */
    String oauthError() {
        return oauthError;
    }

    /** The HTTP status in Cognito's language, whose clients read the type and not the status. */
    int apiStatus() {
        return apiStatus;
    }

    /** The exception's name in Cognito's language. */
    String apiType() {
        return apiType;
    }

    /** A sentence for a person. */
    String text() {
        return text;
    }

    /** Whether the caller may come back soon. */
    boolean isTemporary() {
        return status == 503;
    }

    /** Whether a body may still come that nobody wants, so that the connection is closed. */
    boolean isLast() {
        return this == BODY_TOO_LARGE || this == REQUEST_TIMEOUT;
    }

    /** The last part of the problem type's URI (RFC 9457 §3.1.1). */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
