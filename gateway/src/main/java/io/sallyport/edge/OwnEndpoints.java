package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.serving.Serving;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gateway answers itself, under {@code /-/}. */
final class OwnEndpoints {

    private static final String VALIDATE = "/-/validate";
    private static final String VALIDATE_BY_POLICY = "/-/validate/p/";
    private static final String INTROSPECT = "/-/introspect";
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final Buffer USABLE = Buffer.buffer("usable\n");
    private static final Buffer NOT_USABLE = Buffer.buffer("not usable\n");

    private final ValidateHandler validate;
    private final IntrospectHandler introspect;
    private final FrontEndpoints front;
    private final Serving serving;
    private final RefusalWriter refusals;
    private final Map<String, RegionName> healthPaths = new HashMap<>();

    OwnEndpoints(
            ValidateHandler validate,
            IntrospectHandler introspect,
            FrontEndpoints front,
            Serving serving,
            Set<RegionName> regions,
            RefusalWriter refusals) {
        this.validate = validate;
        this.introspect = introspect;
        this.front = front;
        this.serving = serving;
        this.refusals = refusals;
        regions.forEach(name -> healthPaths.put("/-/regions/" + name + "/health", name));
    }

    void handle(HttpServerRequest request, String path, RequestLog log) {
        if (path.equals(VALIDATE)) {
            log.operation("validate");
            validate.handle(request);
        } else if (path.startsWith(VALIDATE_BY_POLICY)) {
            log.operation("validate");
            validate.handle(request, policyName(path));
        } else if (path.equals(INTROSPECT)) {
            log.operation("introspection");
            introspect.handle(request, log);
        } else if (!front.handle(request, path, log)) {
            health(request, healthPaths.get(path), log);
        }
    }

    /** The first segment: Envoy appends the path of the request that it asks about. */
    private static String policyName(String path) {
        int slash = path.indexOf('/', VALIDATE_BY_POLICY.length());
        return path.substring(VALIDATE_BY_POLICY.length(), slash < 0 ? path.length() : slash);
    }

    private static boolean isRead(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    private void health(HttpServerRequest request, @Nullable RegionName region, RequestLog log) {
        if (region == null || !isRead(request)) {
            refusals.write(request, Refusal.NOT_FOUND, null);
            return;
        }
        log.operation("region-health");
        boolean isUsable = serving.view().publishesHealthy(region);
        request.response()
                .setStatusCode(isUsable ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        request.response().end(isUsable ? USABLE : NOT_USABLE);
    }
}
