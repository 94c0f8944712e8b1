package io.sallyport.regions.cognito;

/** An operation ends in one of the service's errors. No stack trace: it is an answer, not a bug. */
final class CognitoException extends Exception {

    private final transient CognitoError error;

    CognitoException(String type, String message) {
        super(type, null, false, false);
        this.error = new CognitoError(400, type, message);
    }

    CognitoError error() {
        return error;
    }

    static CognitoException invalidParameter(String message) {
        return new CognitoException("InvalidParameterException", message);
    }

    static CognitoException notAuthorized(String message) {
        return new CognitoException("NotAuthorizedException", message);
    }
}
