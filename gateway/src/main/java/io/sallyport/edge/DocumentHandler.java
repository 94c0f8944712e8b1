package io.sallyport.edge;

import io.sallyport.oidc.Document;
import io.sallyport.oidc.ProviderFace;
import io.sallyport.operation.Provided;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves the provider's documents from memory: discovery, its RFC 8414 forms, and the JWKS. */
final class DocumentHandler {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence CACHE = HttpHeaders.createOptimized("public, max-age=300");
    private static final CharSequence ANY_ORIGIN = HttpHeaders.createOptimized("*");

    private record Entry(String operation, Supplier<Optional<Document>> document) {}

    private final Map<String, Entry> byPath = new HashMap<>();
    private final RefusalWriter refusals;

    DocumentHandler(PublicUrl publicUrl, Provided provided, ProviderFace face, RefusalWriter refusals) {
        this.refusals = refusals;
        String base = publicUrl.basePath();
        Entry metadata = new Entry("discovery", face::metadata);
        byPath.put(base + "/.well-known/openid-configuration", metadata);
        byPath.put(base + "/.well-known/oauth-authorization-server", metadata);
        // RFC 8414 §3.1 puts the well-known part between host and path.
        byPath.put("/.well-known/oauth-authorization-server" + base, metadata);
        Entry keys = new Entry("jwks", face::keys);
        byPath.put(base + "/.well-known/jwks.json", keys);
        // As clients know them that were written for the provider.
        provided.discoveryAliases().forEach(path -> byPath.put(publicUrl.rootPath() + path, metadata));
        provided.jwksAliases().forEach(path -> byPath.put(publicUrl.rootPath() + path, keys));
    }

    /** Answers where the path is a document's; tells whether it was. */
    boolean handle(HttpServerRequest request, String path, RequestLog log) {
        Entry entry = byPath.get(path);
        boolean isRead =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (entry == null || !isRead) {
            return false;
        }
        log.operation(entry.operation());
        entry.document()
                .get()
                .ifPresentOrElse(
                        document -> write(request, document, CACHE),
                        () -> refusals.write(request, Refusal.UNAVAILABLE, null));
        return true;
    }

    /** Public and the same for everybody, so any page may read it. */
    static void write(HttpServerRequest request, Document document, CharSequence cacheControl) {
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.ETAG, document.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
        String known = request.headers().get(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.trim().equals("*") || known.contains(document.etag()))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(
                        HttpHeaders.CONTENT_LENGTH,
                        Integer.toString(document.body().length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(document.body());
        }
    }
}
