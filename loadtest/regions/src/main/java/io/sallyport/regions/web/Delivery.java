package io.sallyport.regions.web;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.vertx.ext.web.RoutingContext;

/** Brings an answer to the client, or does not where a fault is in force. Called on the event loop. */
@FunctionalInterface
public interface Delivery {

    /** Delivers {@code response} to the client of {@code context}. */
    void deliver(RoutingContext context, HTTPResponse response);
}
