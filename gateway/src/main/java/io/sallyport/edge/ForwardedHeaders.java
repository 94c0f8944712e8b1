package io.sallyport.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a region is told of the client: who it is and by which URL it came, so that a provider behind the gateway can make
 * its own links right.
 */
final class ForwardedHeaders {

    private static final CharSequence FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    private static final CharSequence PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");
    private static final CharSequence HOST = HttpHeaders.createOptimized("X-Forwarded-Host");
    private static final CharSequence PORT = HttpHeaders.createOptimized("X-Forwarded-Port");

    private final PublicUrl publicUrl;
    private final ClientAddress clients;
    private final String port;

    ForwardedHeaders(PublicUrl publicUrl, ClientAddress clients) {
        this.publicUrl = publicUrl;
        this.clients = clients;
        this.port = Integer.toString(publicUrl.port());
    }

    /** The request's headers as a region may see them. */
    MultiMap toRegion(HttpServerRequest request) {
        return HeaderPolicy.toRegion(request.headers())
                .set(FOR, clients.of(request))
                .set(PROTO, publicUrl.scheme())
                .set(HOST, publicUrl.hostHeader())
                .set(PORT, port);
    }
}
