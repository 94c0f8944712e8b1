package io.sallyport.regions.fault;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.cognito.CognitoError;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Responses;

/** How a failing or busy provider answers, in the language of each plane. */
final class FaultAnswers {

    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;

    private FaultAnswers() {}

    static HTTPResponse error(Plane plane) {
        return switch (plane) {
            case API -> new CognitoError(SERVER_ERROR, "InternalErrorException", "Internal error").toHttp();
            case LOGIN -> Responses.html(SERVER_ERROR, new Page("Something went wrong").html());
            case TOKEN, KEYS -> Responses.error(new ErrorObject("server_error", "Internal error", SERVER_ERROR));
        };
    }

    static HTTPResponse throttled(Plane plane) {
        HTTPResponse answer =
                switch (plane) {
                    case API -> new CognitoError(400, "TooManyRequestsException", "Rate exceeded").toHttp();
                    case LOGIN -> Responses.html(TOO_MANY, new Page("Too many requests").html());
                    case TOKEN, KEYS ->
                        Responses.error(new ErrorObject("temporarily_unavailable", "Rate exceeded", TOO_MANY));
                };
        answer.setHeader("Retry-After", "1");
        return answer;
    }
}
