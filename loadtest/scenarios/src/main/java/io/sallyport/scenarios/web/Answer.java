package io.sallyport.scenarios.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** A whole answer. */
public record Answer(int status, MultiMap headers, Buffer body) {

    private static final int OK = 200;

    /** Whether the status is 200. */
    public boolean isOk() {
        return status == OK;
    }

    /** 302 or 303 with a place to go. */
    public boolean isRedirect() {
        return (status == 302 || status == 303) && headers.contains("Location");
    }

    /** A member of a JSON body; empty where there is none. */
    public String member(String name) {
        try {
            return new JsonObject(body).getString(name, "");
        } catch (DecodeException | ClassCastException notJson) {
            return "";
        }
    }

    /** The status, with the OAuth error where the body names one. */
    public String asFailure() {
        String error = member("error");
        return error.isEmpty() ? Integer.toString(status) : status + " " + error;
    }
}
