package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;

/** One of the service's own errors, in its wire shape. */
public record CognitoError(int status, String type, String message) {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    /** The answer: the type in the header and in the body. */
    public HTTPResponse toHttp() {
        ObjectNode body = JSON.createObjectNode().put("__type", type).put("message", message);
        HTTPResponse response = new HTTPResponse(status);
        response.setHeader("Content-Type", CONTENT_TYPE);
        response.setHeader("x-amzn-ErrorType", type);
        response.setBody(body.toString());
        return response;
    }
}
