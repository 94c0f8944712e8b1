package io.sallyport.regions.web;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes answers. */
public final class Responses {

    private static final int SEE_OTHER = 303;

    private Responses() {}

    /** JSON that no cache keeps. */
    public static HTTPResponse json(int status, String body) {
        HTTPResponse response = publicJson(status, body);
        noStore(response);
        return response;
    }

    /** JSON that a cache may keep. */
    public static HTTPResponse publicJson(int status, String body) {
        HTTPResponse response = new HTTPResponse(status);
        response.setEntityContentType(ContentType.APPLICATION_JSON);
        response.setBody(body);
        return response;
    }

    /** A page. */
    public static HTTPResponse html(int status, String page) {
        HTTPResponse response = new HTTPResponse(status);
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        noStore(response);
        response.setBody(page);
        return response;
    }

    /** Sends the browser on with a GET. */
    public static HTTPResponse seeOther(String location) {
        HTTPResponse response = new HTTPResponse(SEE_OTHER);
        response.setHeader("Location", location);
        noStore(response);
        return response;
    }

    /** An OAuth error (RFC 6749 section 5.2). */
    public static HTTPResponse error(@Nullable ErrorObject error) {
        ErrorObject told = error == null ? OAuth2Error.INVALID_REQUEST : error;
        HTTPResponse response = new TokenErrorResponse(told).toHTTPResponse();
        if (OAuth2Error.INVALID_CLIENT.getCode().equals(told.getCode())) {
            response.setWWWAuthenticate("Basic realm=\"clients\"");
        }
        return response;
    }

    /** Writes {@code response} out. */
    public static void write(HTTPResponse response, HttpServerResponse to) {
        to.setStatusCode(response.getStatusCode());
        for (Map.Entry<String, List<String>> header : response.getHeaderMap().entrySet()) {
            to.putHeader(header.getKey(), header.getValue());
        }
        to.end(body(response));
    }

    /** The body's bytes. */
    public static Buffer body(HTTPResponse response) {
        String body = response.getBody();
        return body == null ? Buffer.buffer() : Buffer.buffer(body);
    }

    private static void noStore(HTTPResponse response) {
        response.setCacheControl("no-store");
        response.setPragma("no-cache");
    }
}
