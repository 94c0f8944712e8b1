package io.sallyport.regions;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.cognito.CognitoError;
import io.sallyport.regions.fault.FaultGate;
import io.sallyport.regions.fault.Plane;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.EndpointHandler;
import io.sallyport.regions.web.Responses;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Map;
import java.util.Set;

/** Puts endpoints on their paths, behind the fault gate and the limits. */
final class RegionRoutes {

    private static final int BODY_LIMIT = 64 * 1024;
    private static final Set<Integer> RENDERED = Set.of(400, 404, 405, 413, 500);

    private final Router router;
    private final WorkerExecutor workers;
    private final FaultGate gate;

    RegionRoutes(Vertx vertx, WorkerExecutor workers, FaultGate gate) {
        this.workers = workers;
        this.gate = gate;
        this.router = Router.router(vertx);
        router.route().handler(gate);
        router.route().handler(RegionRoutes::allowBrowsers);
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        RENDERED.forEach(
                status -> router.errorHandler(status, context -> gate.deliver(context, error(status, context))));
    }

    /** The routes, with these endpoints on them. */
    Router routes(Map<String, Endpoint> gets, Map<String, Endpoint> posts) {
        gets.forEach((path, endpoint) -> add(HttpMethod.GET, path, endpoint));
        posts.forEach((path, endpoint) -> add(HttpMethod.POST, path, endpoint));
        return router;
    }

    private void add(HttpMethod method, String path, Endpoint endpoint) {
        router.route(method, path).handler(new EndpointHandler(endpoint, workers, gate));
    }

    /** Pages are for navigation only; everything else may be called by a script of any origin. */
    private static void allowBrowsers(RoutingContext context) {
        if (Plane.of(context.request().path()) == Plane.LOGIN) {
            context.next();
        } else {
            Cors.ANY_ORIGIN.handle(context);
        }
    }

    private static HTTPResponse error(int status, RoutingContext context) {
        String what =
                switch (status) {
                    case 404 -> "no such endpoint";
                    case 405 -> "the endpoint does not take this method";
                    case 413 -> "the body is too large";
                    case 500 -> "internal error";
                    default -> "malformed request";
                };
        if (Plane.of(context.request().path()) == Plane.API) {
            String type = status == 500 ? "InternalErrorException" : "SerializationException";
            return new CognitoError(status, type, what).toHttp();
        }
        return Responses.error(new ErrorObject(status == 500 ? "server_error" : "invalid_request", what, status));
    }

    private static final class Cors {
        private static final CorsHandler ANY_ORIGIN = CorsHandler.create()
                .addOrigin("*")
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                .allowedHeaders(Set.of("authorization", "content-type", "x-amz-target", "x-amz-user-agent"))
                .exposedHeaders(Set.of("www-authenticate", "x-amzn-errortype", "retry-after"));
    }
}
